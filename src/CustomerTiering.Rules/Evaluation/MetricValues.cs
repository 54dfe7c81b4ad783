using System.Collections.Immutable;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Values of a policy's metrics on a day, or why there are none.</summary>
/// <param name="Values">One per metric in the order of the policy, rounded to 6 decimals; null is missing. Empty with an error.</param>
/// <param name="Error">What stands against judging this customer, or null.</param>
/// <param name="Rates">Places, in the document's list, of the rates by which purchases and returns up to the day were converted; ascending.</param>
/// <param name="Uncounted">Amounts that the metrics leave out for want of a rate.</param>
/// <param name="UncountedMetrics">Places of the metrics that leave them out, ascending.</param>
public readonly record struct MetricValues(
    ImmutableArray<decimal?> Values, MetricError? Error, ImmutableArray<int> Rates, EquatableList<UncountedAmount> Uncounted, ImmutableArray<int> UncountedMetrics)
{
    internal static MetricValues Failed(MetricError error) => new([], error, [], [], []);
}

/// <summary>Facts from which a metric cannot be computed.</summary>
/// <param name="Code"><c>sum-too-large</c>: beyond 10^15.</param>
/// <param name="Customer">Key of the customer whose facts they are.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Message">For a person.</param>
public sealed record MetricError(string Code, string Customer, string Metric, string Message);
