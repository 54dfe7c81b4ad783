using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths;

/// <summary>The metrics that a rule depends on: directly, through scores, and as parts of ratios.</summary>
internal static class RuleMetrics
{
    /// <summary>The distinct indexes of the metrics, ascending.</summary>
    public static IReadOnlyList<int> Of(CompiledPolicy policy, Criterion rule) =>
        [.. Named(policy, rule).SelectMany(metric => WithParts(policy, metric)).Distinct().Order()];

    private static IEnumerable<int> Named(CompiledPolicy policy, Criterion criterion) => criterion switch
    {
        Criterion.All all => all.Items.SelectMany(item => Named(policy, item)),
        Criterion.Any any => any.Items.SelectMany(item => Named(policy, item)),
        Criterion.CountOf count => count.Items.SelectMany(item => Named(policy, item)),
        Criterion.Not not => Named(policy, not.Item),
        Criterion.Comparison { Compared: Compared.Metric } metric => [policy.MetricAt(metric.Name)],
        Criterion.Comparison { Compared: Compared.Score } score => OfScores(policy, policy.ScoreAt(score.Name)),
        _ => [],
    };

    private static IEnumerable<int> OfScores(CompiledPolicy policy, int place)
    {
        var scores = place == policy.Scores.Length ? policy.Scores.Where(score => score.ScaledWeight > 0) : [policy.Scores[place]];
        return scores.Select(score => score.OnCurve?.Metric).OfType<int>();
    }

    private static IEnumerable<int> WithParts(CompiledPolicy policy, int metric) => policy.Policy.Metrics[metric] is Metric.Ratio ratio
        ? [metric, policy.MetricAt(ratio.First), policy.MetricAt(ratio.Second)]
        : [metric];
}
