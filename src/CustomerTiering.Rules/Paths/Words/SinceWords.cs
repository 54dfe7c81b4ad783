using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths.Words;

/// <summary>What changed since the previous decision: scores first, with their effect on the total.</summary>
internal static class SinceWords
{
    public static string? Of(Explanation e, Tongue tongue)
    {
        if (e.Since is not { } since) return null;
        var criteria = new CriterionWords(e.Policy, tongue);
        var changes =
            since.Scores.Select(score => Changed(tongue, criteria.Score(score.Name), score.Before, score.After, "points") + Share(score, tongue))
            .Concat(since.Metrics.Where(metric => IsTold(e, metric.Name, tongue)).Select(metric => Changed(
                tongue, MetricWords.Of(e.Policy, metric.Name, tongue), metric.Before, metric.After,
                MetricUnit.Of(e.Policy, e.Policy.Policy.Metrics[e.Policy.MetricAt(metric.Name)])))).ToList();
        return changes.Count == 0 ? null
            : tongue.Say(
                $"Since {tongue.Day(since.Before)}: {string.Join("; ", changes)}.", $"自{tongue.Day(since.Before)}以来：{string.Join("；", changes)}。");
    }

    /// <summary>The mere passage of time is not mentioned.</summary>
    private static bool IsTold(Explanation e, string metric, Tongue tongue) => (!tongue.ToCustomer || MetricWords.HasWords(e.Policy, metric, tongue))
        && e.Policy.Policy.Metrics[e.Policy.MetricAt(metric)] is not Metric.Measured { Measure.Kind: MeasureKind.RelationshipDays };

    private static string Share(ScoreChange score, Tongue tongue) => score.OfTotal is { } share && share != 0
        ? tongue.Say($" ({Signed(share, tongue)} of the total)", $"（对综合评分影响{Signed(share, tongue)}）") : "";

    private static string Changed(Tongue tongue, string what, decimal? before, decimal? after, string unit)
    {
        string Shown(decimal? value) => value is { } number ? tongue.Found(number, unit) : tongue.Say("nothing", "无");
        return tongue.Say($"{what} from {Shown(before)} to {Shown(after)}", $"{what}由{Shown(before)}变为{Shown(after)}");
    }

    private static string Signed(decimal value, Tongue tongue) => (value > 0 ? "+" : "−") + tongue.Number(Math.Abs(value));
}
