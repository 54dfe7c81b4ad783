using System.Collections.Immutable;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Forecasts;

/// <summary>
/// Carries a customer's last 365 days, or those since joining where they are fewer, on to a day to come. Sums and counts gain what they gained a day, for each
/// day to come that their window takes in; added counts are whole, cut off. Days since the last fact are at most the mean distance between facts. Every other
/// metric keeps the value of the as-of day, but for those that time alone changes.
/// </summary>
public sealed class Pace
{
    /// <summary>So many days of a customer must be known, the day of joining and the as-of day included, before there is a pace.</summary>
    public const int LeastDays = 30;

    private const int MostDays = 365;

    private readonly MetricEvaluator _metrics;
    private readonly MetricEvaluator _lastYear;

    internal Pace(MetricEvaluator metrics, IReadOnlyList<ExchangeRate> rates)
    {
        _metrics = metrics;
        _lastYear = new([.. metrics.Metrics.Select(OfLastYear)], metrics.Currency, metrics.Zone, rates);
    }

    /// <summary>The metrics as of a day to come; null without a pace, and where they can't be counted.</summary>
    internal ImmutableArray<decimal?>? Project(
        KnownFacts known, Decision decision, DateOnly joined, DateOnly on, ImmutableArray<decimal?> certain)
    {
        var days = Math.Min(MostDays, decision.AsOf.DayNumber - joined.DayNumber + 1);
        if (days < LeastDays) return null;
        var lastYear = _lastYear.Evaluate(known, decision.AsOf);
        if (lastYear.Error is not null) return null;
        var ahead = new WindowDays(decision.AsOf.DayNumber + 1, on.DayNumber);
        var projected = new decimal?[certain.Length];
        for (var i = 0; i < projected.Length; i++)
        {
            if (_metrics.Metrics[i] is not Metric.Measured metric) continue;
            var window = WindowDays.Of(metric.Window, on.DayNumber, joined.DayNumber, decision.EffectiveFrom.DayNumber);
            projected[i] = metric.Aggregate switch
            {
                Aggregate.Sum => certain[i] + Gained(lastYear.Values[i], Overlap(window, ahead), days),
                Aggregate.Count => certain[i] + decimal.Floor(Gained(lastYear.Values[i], Overlap(window, ahead), days)),
                Aggregate.DaysSinceLast when lastYear.Values[i] is { } facts and > 0 => Least(certain[i], decimal.Ceiling(days / facts)),
                Aggregate.DaysSinceLast or Aggregate.DaysSinceFirst => certain[i],
                _ when metric.Measure.Kind == MeasureKind.RelationshipDays => certain[i],
                _ => decision.Assessment.Metrics[i],
            };
        }
        _metrics.FillRatios(projected);
        return [.. projected];
    }

    /// <summary>What stands behind a metric's pace: the same measure over the last 365 days, its sum or the count of its facts.</summary>
    private static Metric OfLastYear(Metric metric) => metric is not Metric.Measured measured || measured.Window is Window.State ? metric : measured with
    {
        Aggregate = measured.Aggregate == Aggregate.DaysSinceLast ? Aggregate.Count : measured.Aggregate,
        Window = new Window.Rolling(new(0, MostDays)),
        AtLeastSamples = 0,
        Missing = null,
    };

    private static decimal Gained(decimal? lastYear, int daysAhead, int days) =>
        Math.Round((lastYear ?? 0) * daysAhead / days, 6, MidpointRounding.ToEven);

    private static int Overlap(WindowDays window, WindowDays ahead) =>
        Math.Max(0, Math.Min(window.To, ahead.To) - Math.Max(window.From, ahead.From) + 1);

    private static decimal Least(decimal? certain, decimal gap) => certain is { } value && value < gap ? value : gap;
}
