using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths;

/// <summary>The conditions under which an order counts in every metric of a rule.</summary>
internal static class OrderConditions
{
    /// <summary>The values that each restricted field may have; null if two metrics exclude each other.</summary>
    public static IReadOnlyList<FieldCondition>? Of(CompiledPolicy policy, IEnumerable<int> metrics)
    {
        var narrowed = metrics.Select(place => policy.Policy.Metrics[place])
            .OfType<Metric.Measured>().Where(metric => MetricEvaluator.IsOfPurchases(metric.Measure.Kind))
            .SelectMany(metric => metric.Where).GroupBy(condition => condition.Field).OrderBy(field => field.Key);
        var conditions = new List<FieldCondition>();
        foreach (var field in narrowed)
        {
            var values = field.Select(condition => condition.Values.AsEnumerable())
                .Aggregate((some, others) => some.Intersect(others, StringComparer.Ordinal)).ToList();
            if (values.Count == 0) return null;
            conditions.Add(new(field.Key, [.. values]));
        }
        return conditions;
    }
}
