using CustomerTiering.Rules.Forecasts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths.Words;

/// <summary>An explanation in plain words, a line for each of its parts.</summary>
public static class ExplanationWords
{
    /// <summary>The lines: the tier, the next one, keeping it, what would have avoided a downgrade, what changed, what is foreseen.</summary>
    public static EquatableList<string> Of(Explanation explanation, Language language)
    {
        var tongue = new Tongue(language);
        string?[] lines =
        [
            Tier(explanation, tongue), Next(explanation, tongue), Keep(explanation, tongue), Avoided(explanation, tongue), Since(explanation, tongue), Foreseen(explanation, tongue),
        ];
        return [.. lines.OfType<string>()];
    }

    private static string Tier(Explanation e, Tongue tongue)
    {
        var name = Name(e, e.Held, tongue);
        return (e.GraceEnds, e.ValidUntil) switch
        {
            ({ } ends, _) => tongue.Say($"Tier: {name}, in grace until {tongue.Day(ends)}.", $"等级：{name}，宽限期至{tongue.Day(ends)}。"),
            (null, { } until) => tongue.Say($"Tier: {name}, valid until {tongue.Day(until)}.", $"等级：{name}，有效期至{tongue.Day(until)}。"),
            _ => tongue.Say($"Tier: {name}.", $"等级：{name}。"),
        };
    }

    private static string Next(Explanation e, Tongue tongue)
    {
        var reached = e.Policy.RankOf(e.Computed) > e.Policy.RankOf(e.Held)
            ? tongue.Say($"{Name(e, e.Computed, tongue)} is reached, and is given at the next review. ", $"已达到{Name(e, e.Computed, tongue)}，将在下次复审时授予。") : "";
        if (e.Next is not { } next) return reached.Length > 0 ? reached.TrimEnd() : tongue.Say("There is no higher tier.", "已是最高等级。");
        var name = Name(e, next.Tier, tongue);
        return reached + (next.Paths.Count == 0
            ? tongue.Say($"For {name} nothing is known that the customer can do.", $"目前没有可由客户自行达到{name}的途径。")
            : tongue.Say($"For {name}: {Paths(e, next, tongue)}.", $"升至{name}：{Paths(e, next, tongue)}。"));
    }

    private static string? Keep(Explanation e, Tongue tongue)
    {
        if (e.Keep is not { } keep) return null;
        var (name, day) = (Name(e, keep.Tier, tongue), tongue.Day(keep.AsOf));
        return keep.Holds ? tongue.Say($"As things stand {name} is kept on {day}.", $"按目前情况，{day}可保留{name}。")
            : keep.Paths.Count == 0 ? tongue.Say($"As things stand {name} is lost after {day}.", $"按目前情况，{day}后将失去{name}。")
            : tongue.Say($"To keep {name} after {day}: {Paths(e, keep, tongue)}.", $"要在{day}后保留{name}：{Paths(e, keep, tongue)}。");
    }

    private static string? Avoided(Explanation e, Tongue tongue) => e.Avoided is not { Paths.Count: > 0 } avoided ? null : tongue.Say(
        $"What would have kept {Name(e, avoided.Tier, tongue)} on {tongue.Day(avoided.AsOf)}: {Paths(e, avoided, tongue)}.",
        $"原本可在{tongue.Day(avoided.AsOf)}保住{Name(e, avoided.Tier, tongue)}的做法：{Paths(e, avoided, tongue)}。");

    private static string? Since(Explanation e, Tongue tongue)
    {
        if (e.Since is not { } since || since.Metrics.Count + since.Scores.Count == 0) return null;
        var changes = since.Scores.Select(score => Changed(
                tongue, tongue.Say($"score {tongue.Quoted(score.Name)}", $"评分{tongue.Quoted(score.Name)}"), score.Before, score.After, "points")
                + (score.OfTotal is { } share && share != 0 ? tongue.Say($" ({Signed(share, tongue)} of the total)", $"（对总分影响{Signed(share, tongue)}）") : ""))
            .Concat(since.Metrics.Select(metric => Changed(
                tongue, PathWords.Metric(e.Policy, metric.Name, tongue), metric.Before, metric.After,
                MetricUnit.Of(e.Policy, e.Policy.Policy.Metrics[e.Policy.MetricAt(metric.Name)]))));
        return tongue.Say($"Since {tongue.Day(since.Before)}: {string.Join("; ", changes)}.", $"自{tongue.Day(since.Before)}以来：{string.Join("；", changes)}。");
    }

    private static string? Foreseen(Explanation e, Tongue tongue)
    {
        if (e.Foreseen is not { Tier: var tier, AsOf: var asOf }) return null;
        var (made, on, certain) = (tongue.Day(asOf), tongue.Day(tier.On), Name(e, tier.Certain, tongue));
        if (tier is not { Pace: { } pace, Outlook: { } outlook })
            return tongue.Say(
                $"Foreseen on {made} for {on}: {certain} if nothing more happens; too little is known to tell where the customer is heading.",
                $"{made}对{on}的预测：若不再有任何变化，为{certain}；目前了解尚少，无法判断走向。");
        var heading = outlook switch
        {
            Outlook.Rises => tongue.Say("a rise", "将上升"),
            Outlook.Falls => tongue.Say("a fall", "将下降"),
            _ => tongue.Say("no change", "保持不变"),
        };
        return tongue.Say(
            $"Foreseen on {made} for {on}: {Name(e, pace, tongue)} if the customer goes on as before ({heading}), {certain} if nothing more happens.",
            $"{made}对{on}的预测：按此前的步调，为{Name(e, pace, tongue)}（{heading}）；若不再有任何变化，为{certain}。");
    }

    private static string Changed(Tongue tongue, string what, decimal? before, decimal? after, string unit)
    {
        string Shown(decimal? value) => value is { } number ? tongue.Value(number, unit) : tongue.Say("nothing", "无");
        return tongue.Say($"{what} from {Shown(before)} to {Shown(after)}", $"{what}由{Shown(before)}变为{Shown(after)}");
    }

    private static string Signed(decimal value, Tongue tongue) => (value > 0 ? "+" : "−") + tongue.Number(Math.Abs(value));

    private static string Paths(Explanation e, PathAnswer answer, Tongue tongue) =>
        string.Join(tongue.Say("; or ", "；或"), answer.Paths.Select(path => PathWords.Of(e.Policy, path, tongue.Language)));

    private static string Name(Explanation e, string code, Tongue tongue) => tongue.NameOf(e.Policy.Policy.Tiers[e.Policy.RankOf(code) ?? 0]);
}
