using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths.Words;

/// <summary>An explanation in words, one line per part and per way.</summary>
public static class ExplanationWords
{
    /// <summary>
    /// The lines: the reason (with an override, first the effective tier), the tier with its dates, amounts that do not count, the next tier, keeping
    /// this one, what would have avoided a downgrade, what changed, and the forecast.
    /// </summary>
    /// <param name="explanation">The explanation. One made for the customer addresses the customer.</param>
    /// <param name="names">Display names of attributes, indicators and segments; null: none available.</param>
    public static EquatableList<string> Of(Explanation explanation, Language language, WordNames? names = null)
    {
        var tongue = new Tongue(language, explanation.ToCustomer, names);
        IEnumerable<string?> lines =
        [
            Served(explanation, tongue), explanation.Reason is { } reason ? ReasonWords.Of(reason, tongue) : null, Tier(explanation, tongue),
            Overdue(explanation, tongue),
            .. UncountedWords.Of(explanation, tongue),
            .. Next(explanation, tongue), .. Keep(explanation, tongue), .. Avoided(explanation, tongue), SinceWords.Of(explanation, tongue),
            ForeseenWords.Of(explanation, tongue),
        ];
        return [.. lines.OfType<string>()];
    }

    internal static string Name(Explanation e, string code, Tongue tongue) =>
        e.Policy.RankOf(code) is { } rank ? tongue.NameOf(e.Policy.Policy.Tiers[rank]) : code;

    private static string? Served(Explanation e, Tongue tongue)
    {
        if (e.Override is not { } by) return null;
        var (name, held, until, then) =
            (Name(e, e.Effective, tongue), Name(e, e.Held, tongue), tongue.Day(by.Until), tongue.Day(Days.Next(by.Until)));
        return tongue.Say(
            $"Served as {name}: granted by an override until {until}. From {then} on the held tier serves, at present {held}.",
            $"You are served as {name}: this is granted until {until}. From {then} on your own tier serves, at present {held}.",
            $"现按{name}提供服务：由人工调整授予，至{until}止；自{then}起恢复为保有等级，目前为{held}。",
            $"您目前享受{name}待遇：特别授予，至{until}止；自{then}起恢复为您自身的等级，目前为{held}。");
    }

    private static string Tier(Explanation e, Tongue tongue)
    {
        var name = Name(e, e.Held, tongue);
        var label = e.Override is null ? tongue.Say("Tier", "Your tier", "等级", "您的等级") : tongue.Say("Held tier", "Your own tier", "保有等级", "您自身的等级");
        return tongue.Say($"{label}: {name}{Until(e, tongue)}.", $"{label}：{name}{Until(e, tongue)}。");
    }

    private static string Until(Explanation e, Tongue tongue) => (e.GraceEnds, e.ValidUntil) switch
    {
        ({ } ends, _) => tongue.Say($", in grace until {tongue.Day(ends)}", $"，宽限期至{tongue.Day(ends)}"),
        (null, { } until) => tongue.Say($", valid until {tongue.Day(until)}", $"，有效期至{tongue.Day(until)}"),
        _ => "",
    };

    private static string? Overdue(Explanation e, Tongue tongue) => e.Overdue is not { } day ? null : tongue.Say(
        $"It expired on {tongue.Day(day)} and will be judged by the next run or timer.",
        $"It expired on {tongue.Day(day)} and will be reviewed shortly.",
        $"该等级已于{tongue.Day(day)}到期，将由下一次运行或定时任务评定。", $"该等级已于{tongue.Day(day)}到期，我们将尽快重新评定。");

    private static IEnumerable<string> Next(Explanation e, Tongue tongue)
    {
        if (e.Policy.RankOf(e.Computed) > e.Policy.RankOf(e.Held))
            yield return tongue.Say(
                $"{Name(e, e.Computed, tongue)} is reached, and is given at the next review.", $"已达到{Name(e, e.Computed, tongue)}的条件，将在下次复审时授予。");
        if (e.Next is { } next)
            foreach (var line in WayWords.ToReach(e, next, tongue)) yield return line;
        else if (e.Policy.RankOf(e.Computed) <= e.Policy.RankOf(e.Held)) yield return tongue.Say("There is no higher tier.", "已是最高等级。");
    }

    private static IEnumerable<string> Keep(Explanation e, Tongue tongue) => e.Keep is not { } keep ? []
        : keep.Holds
            ? [tongue.Say($"As things stand {Name(e, keep.Tier, tongue)} is kept on {tongue.Day(keep.AsOf)}.",
                $"按目前情况，{tongue.Day(keep.AsOf)}评定时可继续保有{Name(e, keep.Tier, tongue)}。")]
        : WayWords.ToKeep(e, keep, tongue);

    private static IEnumerable<string> Avoided(Explanation e, Tongue tongue) =>
        e.Avoided is { Paths.Count: > 0 } avoided ? WayWords.ToHaveKept(e, avoided, tongue) : [];
}
