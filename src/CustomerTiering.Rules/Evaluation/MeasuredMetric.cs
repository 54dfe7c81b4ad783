using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>A compiled aggregate of a measure.</summary>
internal sealed class MeasuredMetric(Metric.Measured metric)
{
    public string Name { get; } = metric.Name;

    public MeasureKind Kind { get; } = metric.Measure.Kind;

    public string? Indicator { get; } = metric.Measure.Indicator;

    public Aggregate Aggregate { get; } = metric.Aggregate;

    public Window Window { get; } = metric.Window;

    /// <summary>The sum of another measure of purchases over the same window and the same facts.</summary>
    public MeasuredMetric As(MeasureKind kind) => new(metric with { Measure = new(kind), Aggregate = Aggregate.Sum, Of = null });

    /// <summary>For <c>referrals.revenue</c>, the net amount of a referred customer; otherwise null.</summary>
    public MeasuredMetric? OfReferred { get; } = metric.Measure.Kind != MeasureKind.ReferralsRevenue
        ? null
        : new(metric with { Measure = new(MeasureKind.PurchasesNet), Where = [] });

    public FieldFilter Filter { get; } = new(metric.Where, metric.Measure.Kind <= MeasureKind.Returns);

    /// <summary>What <see cref="Aggregate.Distinct"/> counts; by default the category for purchases, the channel for interactions.</summary>
    public FactField Of { get; } = metric.Of ?? (metric.Measure.Kind == MeasureKind.Purchases ? FactField.Category : FactField.Channel);

    /// <summary>Orders with less left do not count, in billionths; null: all count.</summary>
    public Int128? NetAtLeast { get; } = metric.NetAtLeast is { } least ? Scaled.Of(least, 9) : null;

    /// <summary>Whether the value depends on the facts' values, not on their number, days or texts.</summary>
    public bool AddsValues { get; } = metric.Aggregate is Aggregate.Sum or Aggregate.Mean or Aggregate.Min or Aggregate.Max or Aggregate.Last;

    /// <summary>Whether an amount without a rate matters: amounts are added, or compared with a minimum.</summary>
    public bool CountsAmounts => NetAtLeast is not null || (AddsValues && PerOne == 1_000_000_000);

    /// <summary>Whether purchases must be read line by line.</summary>
    public bool NeedsLines => Filter.NarrowsLines || NetAtLeast is not null || Aggregate == Aggregate.Distinct;

    public int AtLeastSamples { get; } = metric.AtLeastSamples;

    /// <summary>The value for days before the first value; null: none.</summary>
    public decimal? Before { get; } = metric.Before;

    public decimal? Missing { get; } = metric.Missing;

    /// <summary>How many units of the added values make one: amounts are in billionths, times in microseconds.</summary>
    public long PerOne { get; } = metric.Measure.Kind switch
    {
        MeasureKind.PurchasesGross or MeasureKind.PurchasesNet or MeasureKind.PurchasesMargin or MeasureKind.Returns or MeasureKind.ReferralsRevenue
            => 1_000_000_000,
        MeasureKind.PurchasesUnits => 1_000,
        MeasureKind.Indicator => 1_000_000,
        MeasureKind.ComplaintsHoursToResolve => 3_600_000_000,
        _ => 1,
    };
}
