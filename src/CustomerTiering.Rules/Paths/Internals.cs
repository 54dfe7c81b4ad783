using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths;

/// <summary>What is never shown to a customer: metrics and scores that a policy declares internal, margins, and other customers' spend.</summary>
internal static class Internals
{
    /// <summary>Whether the metric with this index is internal.</summary>
    public static bool IsInternal(CompiledPolicy policy, int metric) => IsInternal(policy, policy.Policy.Metrics[metric]);

    /// <summary>Whether a criterion depends on internal values. Every score does.</summary>
    public static bool IsInternal(CompiledPolicy policy, Criterion criterion) => criterion is Criterion.Comparison comparison
        && (comparison.Compared == Compared.Score
            || (comparison.Compared == Compared.Metric && IsInternal(policy, policy.MetricAt(comparison.Name))));

    private static bool IsInternal(CompiledPolicy policy, Metric metric) => metric.IsInternal || metric switch
    {
        Metric.Measured measured => measured.Measure.Kind is MeasureKind.PurchasesMargin or MeasureKind.ReferralsRevenue,
        Metric.Ratio ratio => IsInternal(policy, policy.MetricAt(ratio.First)) || IsInternal(policy, policy.MetricAt(ratio.Second)),
        _ => true,
    };
}
