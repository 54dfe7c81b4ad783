using System.Collections.Immutable;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Values of a policy's metrics on a day, or the error.</summary>
/// <param name="Values">One per metric in the order of the policy, rounded to 6 decimals; null: missing. Empty with an error.</param>
/// <param name="Error">Why the customer cannot be assessed, or null.</param>
/// <param name="Rates">Indexes, in the document's list, of the exchange rates used for purchases and returns up to the day; ascending.</param>
/// <param name="Uncounted">Amounts left out because they have no rate.</param>
/// <param name="UncountedMetrics">Indexes of the metrics that leave them out, ascending.</param>
public readonly record struct MetricValues(
    ImmutableArray<decimal?> Values, MetricError? Error, ImmutableArray<int> Rates, EquatableList<UncountedAmount> Uncounted,
    ImmutableArray<int> UncountedMetrics)
{
    internal static MetricValues Failed(MetricError error) => new([], error, [], [], []);
}

/// <summary>An error of facts from which a metric cannot be computed.</summary>
/// <param name="Code"><c>sum-too-large</c>: beyond 10^15.</param>
/// <param name="Customer">Key of the customer with these facts.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Message">A text for people.</param>
public sealed record MetricError(string Code, string Customer, string Metric, string Message);
