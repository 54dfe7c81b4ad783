using System.Diagnostics.Metrics;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>The instruments of the meter <c>CustomerTiering.Tiering</c>.</summary>
internal static class DecisionMetrics
{
    private static readonly Meter Meter = new("CustomerTiering.Tiering");
    private static readonly Counter<long> Decisions =
        Meter.CreateCounter<long>("tiering.decisions", description: "Decisions recorded, by outcome and ladder");
    private static readonly Counter<long> Warnings = Meter.CreateCounter<long>("tiering.warnings", description: "Warnings recorded, by ladder");
    private static readonly Counter<long> Uncounted = Meter.CreateCounter<long>(
        "tiering.uncounted",
        description: "Customers whose last decision leaves out amounts without a rate, each time one is recorded, by ladder and currency");

    internal static void Recorded(TierResult result)
    {
        foreach (var outcome in result.Decisions) Decisions.Add(1, new("outcome", outcome.Name()), new("ladder", result.Ladder));
        foreach (var sum in result.Uncounted ?? []) Uncounted.Add(1, new("ladder", result.Ladder), new("currency", sum.Currency));
        if (result.Warnings > 0) Warnings.Add(result.Warnings, new KeyValuePair<string, object?>("ladder", result.Ladder));
    }
}
