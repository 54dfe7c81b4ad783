using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths;

/// <summary>What is the company's own and is never told to a customer: what a policy declares so, margins, and what other customers spend.</summary>
internal static class Internals
{
    /// <summary>Whether the metric at a place is.</summary>
    public static bool IsInternal(CompiledPolicy policy, int metric) => IsInternal(policy, policy.Policy.Metrics[metric]);

    /// <summary>Whether a criterion rests on it; every score does.</summary>
    public static bool IsInternal(CompiledPolicy policy, Criterion criterion) => criterion is Criterion.Comparison comparison
        && (comparison.Compared == Compared.Score || (comparison.Compared == Compared.Metric && IsInternal(policy, policy.MetricAt(comparison.Name))));

    private static bool IsInternal(CompiledPolicy policy, Metric metric) => metric.IsInternal || metric switch
    {
        Metric.Measured measured => measured.Measure.Kind is MeasureKind.PurchasesMargin or MeasureKind.ReferralsRevenue,
        Metric.Ratio ratio => IsInternal(policy, policy.MetricAt(ratio.First)) || IsInternal(policy, policy.MetricAt(ratio.Second)),
        _ => true,
    };
}
