using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Tests.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Tests.Evaluation;

/// <summary>One metric over a few facts, in CNY.</summary>
internal static class Measuring
{
    public static readonly Window Lifetime = new Window.Lifetime();

    public static Metric.Measured Metric(
        MeasureKind kind, Aggregate aggregate, Window? window = null, FieldCondition[]? where = null, FactField? of = null,
        int atLeast = 0, decimal? missing = null, string? indicator = null, decimal? netAtLeast = null) =>
        new("m", missing, new(kind, indicator), aggregate, window ?? Lifetime, [.. where ?? []], of, atLeast) { NetAtLeast = netAtLeast };

    public static FieldCondition Where(FactField field, params string[] values) => new(field, [.. values]);

    public static Window Rolling(string period) => new Window.Rolling(Period.TryParse(period, out var p) ? p : throw new FormatException(period));

    public static decimal? Value(this Metric metric, string asOf, params Fact[] facts) =>
        metric.Of(KnownFacts.OfOwn(CustomerFacts.Fold("anna", facts)), asOf);

    public static decimal? Of(
        this Metric metric, KnownFacts facts, string asOf, ZoneRules? zone = null, string? tierStart = null, string? known = null)
    {
        var values = metric.Result(facts, asOf, zone, tierStart, known);
        Assert.Null(values.Error);
        return values.Values.Single();
    }

    public static MetricValues Result(
        this Metric metric, KnownFacts facts, string asOf, ZoneRules? zone = null, string? tierStart = null, string? known = null) =>
        new MetricEvaluator([metric], "CNY", zone ?? ZoneRules.Utc).Evaluate(
            facts, Sample.Day(asOf), tierStart is null ? null : Sample.Day(tierStart),
            known is null ? null : new ReturnsKnown(Sample.Day(known), new(null, null)));
}
