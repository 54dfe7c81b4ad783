using System.Collections.Immutable;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Forecasts;

/// <summary>
/// Carries a customer's last 365 days, or those since joining where they are fewer, on to a day to come. Sums and counts gain what they gained a day, for each
/// day to come that their window takes in; added counts are whole, cut off. Days since the last fact are at most the mean distance between facts, rounded up.
/// What time alone changes is as of the day to come; every other metric keeps its value.
/// </summary>
public sealed class Pace
{
    /// <summary>So many days of a customer must be known, the day of joining and the as-of day included, before there is a pace.</summary>
    public const int LeastDays = 30;

    private const int MostDays = 365;

    private readonly MetricEvaluator _metrics;
    private readonly MetricEvaluator _soFar;
    private readonly int[] _places;

    internal Pace(MetricEvaluator metrics, IReadOnlyList<ExchangeRate> rates)
    {
        _metrics = metrics;
        List<Metric> paced = [.. metrics.Metrics.OfType<Metric.Measured>().Where(IsPaced).Select(SoFar)];
        _soFar = new(paced, metrics.Currency, metrics.Zone, rates);
        _places = [.. metrics.Metrics.Select(metric => paced.FindIndex(one => one.Name == metric.Name))];
    }

    /// <summary>The metrics as of a day to come; null without a pace, and where they can't be counted.</summary>
    /// <param name="known">Facts up to the decision's day.</param>
    /// <param name="decision">What was decided.</param>
    /// <param name="joined">The day of joining.</param>
    /// <param name="on">The day to come.</param>
    /// <param name="certain">The metrics as of that day if nothing more happens.</param>
    internal ImmutableArray<decimal?>? Project(KnownFacts known, Decision decision, DateOnly joined, DateOnly on, ImmutableArray<decimal?> certain)
    {
        var days = Math.Min(MostDays, decision.AsOf.DayNumber - joined.DayNumber + 1);
        if (days < LeastDays) return null;
        var soFar = _soFar.Evaluate(known, decision.AsOf, decision.AsOf.AddDays(1 - days));
        if (soFar.Error is not null) return null;
        var anchors = new WindowAnchors(joined.DayNumber, decision.EffectiveFrom.DayNumber, known.Own.ProfileOn(on, _metrics.Zone).Attribute);
        var ahead = new WindowDays(decision.AsOf.DayNumber + 1, on.DayNumber);
        var projected = new decimal?[certain.Length];
        for (var i = 0; i < projected.Length; i++)
        {
            if (_metrics.Metrics[i] is not Metric.Measured metric) continue;
            var gone = _places[i] < 0 ? null : soFar.Values[_places[i]];
            var window = WindowDays.Of(metric.Window, on.DayNumber, anchors) ?? WindowDays.None;
            projected[i] = metric.Aggregate switch
            {
                Aggregate.Sum => certain[i] + Gained(gone, Overlap(window, ahead), days),
                Aggregate.Count => certain[i] + decimal.Floor(Gained(gone, Overlap(window, ahead), days)),
                Aggregate.DaysSinceLast => gone > 0 ? Least(certain[i], decimal.Ceiling(days / gone.Value)) : certain[i],
                Aggregate.DaysSinceFirst or Aggregate.DailyMean or Aggregate.DailyMin or Aggregate.DailyMax => certain[i],
                _ when metric.Measure.Kind == MeasureKind.RelationshipDays => certain[i],
                _ => decision.Assessment.Metrics[i],
            };
        }
        _metrics.FillRatios(projected);
        return ImmutableArray.Create(projected);
    }

    private static bool IsPaced(Metric.Measured metric) => metric.Aggregate is Aggregate.Sum or Aggregate.Count or Aggregate.DaysSinceLast;

    /// <summary>What stands behind a metric's pace: the same measure over the days so far, its sum or the count of its facts.</summary>
    private static Metric.Measured SoFar(Metric.Measured metric) => metric with
    {
        Aggregate = metric.Aggregate == Aggregate.Sum ? Aggregate.Sum : Aggregate.Count,
        Window = new Window.SinceTierStart(),
        AtLeastSamples = 0,
        Missing = null,
    };

    private static decimal Gained(decimal? gone, int daysAhead, int days) => Math.Round((gone ?? 0) * daysAhead / days, 6, MidpointRounding.ToEven);

    private static int Overlap(WindowDays window, WindowDays ahead) => Math.Max(0, Math.Min(window.To, ahead.To) - Math.Max(window.From, ahead.From) + 1);

    private static decimal Least(decimal? certain, decimal gap) => certain is { } value && value < gap ? value : gap;
}
