using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths;

/// <summary>A metric whose value changed.</summary>
/// <param name="Before">The value before; null: missing.</param>
/// <param name="After">The value after; null: missing.</param>
public sealed record MetricChange(string Name, decimal? Before, decimal? After);

/// <summary>A score that changed.</summary>
/// <param name="Name">The score's name, or <c>total</c>.</param>
/// <param name="Before">The score before; null: missing.</param>
/// <param name="After">The score after; null: missing.</param>
/// <param name="OfTotal">The effect on the total, to 4 decimals; null for the total itself, and if a score is missing.</param>
/// <param name="By">The metric or attribute that it is based on; null for the total.</param>
public sealed record ScoreChange(string Name, decimal? Before, decimal? After, decimal? OfTotal, string? By);

/// <summary>The changes between two assessments; explains why a score went down.</summary>
/// <param name="Before">The as-of day of the earlier assessment.</param>
/// <param name="Metrics">In the order of the policy.</param>
/// <param name="Scores">The total first, then by descending effect on it.</param>
public sealed record Changes(DateOnly Before, EquatableList<MetricChange> Metrics, EquatableList<ScoreChange> Scores)
{
    /// <summary>The differences. Metrics and scores that only one of the two versions has are left out.</summary>
    /// <param name="policy">The policy of the later assessment, whose weights count.</param>
    public static Changes Between(CompiledPolicy earlier, Assessment before, CompiledPolicy policy, Assessment after)
    {
        var (metrics, scores) = (new List<MetricChange>(), new List<ScoreChange>());
        foreach (var metric in policy.Policy.Metrics)
            if (earlier.Policy.Metrics.Any(one => one.Name == metric.Name) && before.Metrics[earlier.MetricAt(metric.Name)] is var was
                && after.Metrics[policy.MetricAt(metric.Name)] is var now && was != now) metrics.Add(new(metric.Name, was, now));
        foreach (var score in policy.Policy.Scores)
            if (earlier.Policy.Scores.Any(one => one.Name == score.Name) && before.Scores[earlier.ScoreAt(score.Name)] is var was
                && after.Scores[policy.ScoreAt(score.Name)] is var now
                    && was != now) scores.Add(new(score.Name, was, now, ShareOf(policy, score, now - was), RestsOn(score)));
        if (before.Scores.Count > 0 && after.Scores.Count > 0 && before.Scores[^1] != after.Scores[^1])
            scores.Add(new(CompiledPolicy.Total, before.Scores[^1], after.Scores[^1], null, null));
        return new(before.AsOf, [.. metrics], [
            .. scores.OrderByDescending(score => score.Name == CompiledPolicy.Total).ThenByDescending(score => Math.Abs(score.OfTotal ?? 0))]);
    }

    private static decimal? ShareOf(CompiledPolicy policy, Score score, decimal? change) =>
        change is { } by ? ExactRatio.ToScore(Scaled.Of(score.Weight, 6) * Scaled.Of(by, 4), policy.TotalWeight) : null;

    private static string RestsOn(Score score) => score is Score.Curve curve ? curve.Metric : ((Score.Table)score).Attribute;
}
