using System.Collections.Immutable;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Forecasts;

/// <summary>
/// Extrapolates a customer's last 365 days, or the days since joining if fewer, to a future day. Sums and counts grow by their daily average for each
/// future day in their window; added counts are truncated. Days since the last fact are at most the mean interval between facts, rounded up. Metrics
/// that time alone changes are as of the future day; all others keep their value.
/// </summary>
public sealed class Pace
{
    /// <summary>The minimum number of known days for a pace, from the day of joining to the as-of day, both included.</summary>
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

    /// <summary>The metrics as of a future day; null without a pace, or if they cannot be counted.</summary>
    /// <param name="known">Facts up to the decision's day.</param>
    /// <param name="on">The future day.</param>
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

    /// <summary>The basis of a metric's pace: the same measure over the past days, as a sum or a count.</summary>
    private static Metric.Measured SoFar(Metric.Measured metric) => metric with
    {
        Aggregate = metric.Aggregate == Aggregate.Sum ? Aggregate.Sum : Aggregate.Count,
        Window = new Window.SinceTierStart(),
        AtLeastSamples = 0,
        Missing = null,
    };

    private static decimal Gained(decimal? gone, int daysAhead, int days) => Math.Round((gone ?? 0) * daysAhead / days, 6, MidpointRounding.ToEven);

    private static int Overlap(WindowDays window, WindowDays ahead) =>
        Math.Max(0, Math.Min(window.To, ahead.To) - Math.Max(window.From, ahead.From) + 1);

    private static decimal Least(decimal? certain, decimal gap) => certain is { } value && value < gap ? value : gap;
}
