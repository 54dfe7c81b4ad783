using CustomerTiering.Rules.Decisions;

namespace CustomerTiering.Rules.Paths.Words;

/// <summary>The reason for a decision in one sentence: what changed, from which tier to which, and because of which facts.</summary>
internal static class ReasonWords
{
    /// <summary>Further facts are in the trace.</summary>
    private const int MostFacts = 3;

    public static string Of(Reason reason, Tongue tongue) =>
        tongue.Say($"{What(reason, tongue)}{Because(reason, tongue)}.", $"{What(reason, tongue)}{Because(reason, tongue)}。");

    private static string What(Reason reason, Tongue tongue)
    {
        var (to, from, day) =
            (Name(reason, reason.To, tongue), reason.From is { } before ? Name(reason, before, tongue) : "", tongue.Day(reason.AsOf));
        var (effective, called) = (tongue.Day(reason.ServesFrom), Called(reason, tongue));
        return reason.Outcome switch
        {
            Outcome.Joined => tongue.Say($"Joined on {day} as {to}", $"You joined on {day} as {to}", $"客户于{day}加入，等级为{to}", $"您于{day}加入，等级为{to}"),
            Outcome.Upgraded => tongue.Say(
                $"Upgraded from {from} to {to} on {effective}{called}", $"You were upgraded from {from} to {to} on {effective}{called}",
                $"{called}客户自{effective}起由{from}升级为{to}", $"{called}您自{effective}起由{from}升级为{to}"),
            Outcome.Downgraded => tongue.Say(
                $"Downgraded from {from} to {to} from {effective} on{called}", $"You were downgraded from {from} to {to} from {effective} on{called}",
                $"{called}客户自{effective}起由{from}降级为{to}", $"{called}您自{effective}起由{from}降级为{to}"),
            Outcome.Grace => tongue.Say(
                $"{to} was not confirmed on {day} and is kept in grace until {Day(reason.GraceEnds, tongue)}",
                $"Your {to} was not confirmed on {day} and is kept in grace until {Day(reason.GraceEnds, tongue)}",
                $"{day}评定时客户未达到{to}的保级条件，进入宽限期，至{Day(reason.GraceEnds, tongue)}止", $"{day}评定时您未达到{to}的保级条件，进入宽限期，至{Day(reason.GraceEnds, tongue)}止"),
            null => tongue.Say(
                $"Warning of {day}: {to} will be lost after {Day(reason.ValidUntil, tongue)} as things stand",
                $"As things stood on {day}, you will lose {to} after {Day(reason.ValidUntil, tongue)}",
                $"{day}预警：按当时情况，客户在{Day(reason.ValidUntil, tongue)}之后将不再保有{to}", $"{day}提醒：按当时情况，您在{Day(reason.ValidUntil, tongue)}之后将不再保有{to}"),
            Outcome.Left => tongue.Say($"Left on {day}", $"You left on {day}", $"客户于{day}退出", $"您于{day}退出"),
            _ => Kept(reason, to, day, tongue),
        };
    }

    private static string Kept(Reason reason, string to, string day, Tongue tongue)
    {
        if (reason.IsProvisional)
            return tongue.Say(
                $"{to} was kept on {day} provisionally", $"You kept {to} on {day} provisionally", $"{day}评定时客户暂时保留{to}", $"{day}评定时您暂时保留{to}");
        if (reason.GraceEnds is { } ends)
            return tongue.Say($"{to} stays in grace until {tongue.Day(ends)}, as found on {day}",
                $"Your {to} stays in grace until {tongue.Day(ends)}, as found on {day}", $"{day}评定时客户的{to}仍在宽限期内，至{tongue.Day(ends)}止",
                $"{day}评定时您的{to}仍在宽限期内，至{tongue.Day(ends)}止");
        if (reason.Holds || reason.Facts.Count == 0 || reason.Tier != reason.To)
            return tongue.Say($"{to} was kept on {day}", $"You kept {to} on {day}", $"{day}评定时客户继续保有{to}", $"{day}评定时您继续保有{to}");
        return reason.ValidUntil is { } until
            ? tongue.Say($"{to} was kept on {day}: it is guaranteed until {tongue.Day(until)}",
                $"You kept {to} on {day}: it is guaranteed until {tongue.Day(until)}", $"{day}评定时客户继续保有{to}（保证有效至{tongue.Day(until)}）",
                $"{day}评定时您继续保有{to}（保证有效至{tongue.Day(until)}）")
            : tongue.Say($"{to} was kept on {day}, as it is not lost by failing", $"You kept {to} on {day}, as it is not lost by failing",
                $"{day}评定时客户继续保有{to}（该等级不因未达标而降级）", $"{day}评定时您继续保有{to}（该等级不因未达标而降级）");
    }

    /// <summary>The trigger, unless it is only the calendar or a purchase.</summary>
    private static string Called(Reason reason, Tongue tongue) => reason.Trigger switch
    {
        TriggerKind.Recheck => tongue.Say(" after a return or cancellation", "因退货或取消订单，"),
        TriggerKind.Transition => tongue.Say(" by the new version of the policy", "按新版分级标准，"),
        TriggerKind.GraceEnd => tongue.Say(" at the end of the grace", "宽限期满，"),
        TriggerKind.Expiry when reason.Outcome == Outcome.Downgraded => tongue.Say(" at the end of its validity", "有效期满，"),
        _ when reason.IsAgain => tongue.Say(" when decided again with what is known now", "根据补录或更正的事实重新评定，"),
        _ => "",
    };

    private static string Because(Reason reason, Tongue tongue)
    {
        var criteria = new CriterionWords(reason.Policy, tongue);
        List<string> told = [
            .. reason.Facts.Where(fact => criteria.CanTell(fact.Leaf)).Select(fact => criteria.Found(fact, reason.Holds)).Distinct().Take(MostFacts)];
        if (reason.Facts.Any(fact => !criteria.CanTell(fact.Leaf))) told.Add(Overall(reason.Holds, tongue));
        if (told.Count == 0) return "";
        var facts = string.Join(tongue.Say(", and ", "；"), told);
        if (IsOfNextTier(reason))
            return tongue.Say(
                $"; {Name(reason, reason.Tier, tongue)} is not reached, because {facts}", $"；尚未达到{Name(reason, reason.Tier, tongue)}，因为{facts}");
        var isAgainst = reason.Outcome == Outcome.Retained && !reason.Holds;
        return isAgainst ? tongue.Say($", although {facts}", $"，尽管{facts}") : tongue.Say($", because {facts}", $"，因为{facts}");
    }

    /// <summary>A summary in place of everything not shown.</summary>
    private static string Overall(bool holds, Tongue tongue) => holds
        ? tongue.Say("the overall assessment meets the requirement", "综合评定达到要求")
            : tongue.Say("the overall assessment does not meet the requirement", "综合评定未达到要求");

    /// <summary>Whether the reason is what the tier above the first requires.</summary>
    private static bool IsOfNextTier(Reason reason) =>
        !reason.Holds && reason.Outcome is Outcome.Joined or Outcome.Retained && reason.Tier != reason.To;

    private static string Day(DateOnly? day, Tongue tongue) => day is { } known ? tongue.Day(known) : "";

    private static string Name(Reason reason, string code, Tongue tongue) =>
        reason.Policy.RankOf(code) is { } rank ? tongue.NameOf(reason.Policy.Policy.Tiers[rank]) : code;
}
