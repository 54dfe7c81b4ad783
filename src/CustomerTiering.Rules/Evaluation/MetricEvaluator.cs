using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Computes a standard's metrics. Made once per standard; safe to use from several threads.</summary>
/// <param name="metrics">The metrics, in the order of the values.</param>
/// <param name="currency">ISO 4217 code of all amounts.</param>
/// <param name="zone">The zone whose calendar days count.</param>
public sealed class MetricEvaluator(IReadOnlyList<Metric> metrics, string currency, ZoneRules zone)
{
    /// <summary>The zone whose calendar days count.</summary>
    public ZoneRules Zone { get; } = zone;

    /// <summary>ISO 4217 code of all amounts.</summary>
    public string Currency { get; } = currency;

    /// <summary>The metrics, in the order of the values.</summary>
    public IReadOnlyList<Metric> Metrics { get; } = metrics;

    /// <summary>The metrics as of a day.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="asOf">The day; facts of later days don't count.</param>
    /// <param name="tierStart">The first day of the held tier; null: without one, the day of joining stands in.</param>
    /// <param name="reversalsThrough">
    /// For a recheck: returns and cancellations after <paramref name="asOf"/> up to this day, of purchases made by <paramref name="asOf"/>, count
    /// as if they had happened on the purchase's day. Null: they don't count.
    /// </param>
    public MetricValues Evaluate(KnownFacts facts, DateOnly asOf, DateOnly? tierStart = null, DateOnly? reversalsThrough = null) => throw new NotImplementedException();
}
