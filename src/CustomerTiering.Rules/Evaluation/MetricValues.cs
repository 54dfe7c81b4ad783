using System.Collections.Immutable;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Values of a policy's metrics on a day, or why there are none.</summary>
/// <param name="Values">One per metric in the order of the policy, rounded to 6 decimals; null is missing. Empty with an error.</param>
/// <param name="Error">What stands against judging this customer, or null.</param>
/// <param name="Rates">Places, in the document's list, of the rates by which purchases and returns up to the day were converted; ascending.</param>
public readonly record struct MetricValues(ImmutableArray<decimal?> Values, MetricError? Error, ImmutableArray<int> Rates)
{
    internal static MetricValues Failed(MetricError error) => new([], error, []);
}

/// <summary>Facts from which a metric cannot be computed.</summary>
/// <param name="Code"><c>sum-too-large</c> (beyond 10^15) or <c>other-currency</c> (of a purchase or return that counts, and for which there is no rate).</param>
/// <param name="Customer">Key of the customer whose facts they are.</param>
/// <param name="Metric">Name of the metric, for a sum.</param>
/// <param name="Fact">Id of the fact, for a currency.</param>
/// <param name="Message">For a person.</param>
public sealed record MetricError(string Code, string Customer, string? Metric, string? Fact, string Message);
