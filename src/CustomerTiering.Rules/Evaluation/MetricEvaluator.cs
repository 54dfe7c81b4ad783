using System.Runtime.InteropServices;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Computes a standard's metrics. Created once per standard; thread-safe.</summary>
public sealed partial class MetricEvaluator
{
    private readonly MeasuredMetric?[] _measured;
    private readonly RateTable _rates;
    private readonly bool _countsCycles;
    private readonly (int Index, int First, int Second, decimal? Missing)[] _ratios;

    /// <summary>Compiles the metrics.</summary>
    /// <param name="metrics">The metrics, in the order of the values. Ratios refer to two metrics that are not ratios.</param>
    /// <param name="currency">ISO 4217 code of all amounts; empty if no amount is counted, and then every currency is accepted.</param>
    /// <param name="zone">The zone whose calendar days count.</param>
    /// <param name="rates">Exchange rates into <paramref name="currency"/>; null: none.</param>
    public MetricEvaluator(IReadOnlyList<Metric> metrics, string currency, ZoneRules zone, IReadOnlyList<ExchangeRate>? rates = null)
    {
        _rates = new(rates ?? [], currency);
        (Metrics, Currency, Zone) = ([.. metrics], currency, zone);
        _measured = [.. metrics.Select(m => m is Metric.Measured measured ? new MeasuredMetric(measured) : null)];
        _countsCycles = metrics.Any(metric => metric is Metric.Measured { Window: Window.Cycle });
        CountsAmounts = _measured.Any(metric => metric?.CountsAmounts == true);
        var index = metrics.Select((m, i) => (m.Name, i)).ToDictionary(m => m.Name, m => m.i, StringComparer.Ordinal);
        _ratios = [.. metrics.OfType<Metric.Ratio>().Select(r => (index[r.Name], index[r.First], index[r.Second], r.Missing))];
    }

    /// <summary>The zone whose calendar days count.</summary>
    public ZoneRules Zone { get; }

    /// <summary>ISO 4217 code of all amounts; empty if none is counted.</summary>
    public string Currency { get; }

    /// <summary>Whether any metric counts amounts of purchases or returns, so that an amount without a rate matters.</summary>
    public bool CountsAmounts { get; }

    /// <summary>The metrics, in the order of the values.</summary>
    public IReadOnlyList<Metric> Metrics { get; }

    /// <summary>The metrics as of a day.</summary>
    /// <param name="asOf">The day; facts of later days do not count.</param>
    /// <param name="tierStart">The first day of the held tier; null: the day of joining is used.</param>
    /// <returns>A value per metric, or an error: a sum beyond 10^15.</returns>
    public MetricValues Evaluate(KnownFacts facts, DateOnly asOf, DateOnly? tierStart = null) => Evaluate(facts, asOf, tierStart, null);

    /// <summary>The same with the returns that a recheck knows beyond the day; null: only returns up to the day are known.</summary>
    internal MetricValues Evaluate(KnownFacts facts, DateOnly asOf, DateOnly? tierStart, ReturnsKnown? known)
    {
        var days = facts.Own.In(Zone);
        var today = asOf.DayNumber;
        var view = FactView.Of(facts.Own, days, today, known, Currency, _rates);
        var notes = new ConversionNotes();
        notes.Use(view, from: 0);
        var anchors = Anchors(facts, asOf, tierStart);
        var values = new decimal?[_measured.Length];
        for (var i = 0; i < values.Length; i++)
        {
            notes.Metric = i;
            if (_measured[i] is { } metric && Measure(facts, view, metric, anchors, notes, out values[i]) is { } error)
                return MetricValues.Failed(error);
        }
        FillRatios(values);
        return new(ImmutableCollectionsMarshal.AsImmutableArray(values), null, notes.Rates, notes.Uncounted, notes.Metrics);
    }

    /// <summary>Computes the ratios from the other values, which must be present.</summary>
    internal void FillRatios(decimal?[] values)
    {
        foreach (var (index, first, second, missing) in _ratios) values[index] = Divide(values[first], values[second]) ?? missing;
    }

    private WindowAnchors Anchors(KnownFacts facts, DateOnly asOf, DateOnly? tierStart)
    {
        var joined = facts.Own.In(Zone).Joined ?? asOf.DayNumber;
        var profile = _countsCycles ? facts.Own.ProfileOn(asOf, Zone) : CustomerProfile.Unknown;
        return new(joined, tierStart?.DayNumber ?? joined, profile.Attribute);
    }

    private MetricError? Measure(
        KnownFacts facts, in FactView view, MeasuredMetric metric, in WindowAnchors anchors, ConversionNotes notes, out decimal? value)
    {
        value = null;
        if (metric.Kind is MeasureKind.ComplaintsOpen or MeasureKind.RelationshipDays)
        {
            var (state, samples) = metric.Kind == MeasureKind.ComplaintsOpen
                ? ComplaintScan.Open(view, metric)
                : (view.AsOf - anchors.Joined, view.Days.Joined is null ? 0 : 1);
            value = samples < metric.AtLeastSamples || (samples == 0 && metric.Kind == MeasureKind.RelationshipDays) ? metric.Missing : state;
            return null;
        }
        if (WindowDays.Of(metric.Window, view.AsOf, anchors) is not { } window)
        {
            value = metric.Missing;
            return null;
        }
        var tally = new Tally(metric.Aggregate);
        if (metric.Aggregate.IsDaily()) DailyScan.Of(ref tally, view, metric, window, anchors.Joined);
        else Gather(ref tally, facts, view, metric, window, notes);
        if (!tally.TryFinish(metric.PerOne, view.AsOf, metric.AtLeastSamples, out value)) return TooLarge(view.Facts.Customer, metric.Name);
        value ??= metric.Missing;
        return null;
    }

    private void Gather(ref Tally tally, KnownFacts facts, in FactView view, MeasuredMetric metric, WindowDays window, ConversionNotes notes)
    {
        var (own, days) = (view.Facts, view.Days);
        switch (metric.Kind)
        {
            case MeasureKind.Purchases or MeasureKind.PurchasesGross
                or MeasureKind.PurchasesNet or MeasureKind.PurchasesMargin or MeasureKind.PurchasesUnits:
                PurchaseScan.Purchases(ref tally, view, metric, window, notes);
                break;
            case MeasureKind.Returns:
                ReturnScan.Returns(ref tally, view, metric, window, notes);
                break;
            case MeasureKind.Interactions:
                ActivityScan.Of(ref tally, own.Interactions, days.Interactions, metric, window);
                break;
            case MeasureKind.SurveysCsat or MeasureKind.SurveysNps or MeasureKind.SurveysCes:
                var survey = metric.Kind - MeasureKind.SurveysCsat;
                ActivityScan.Of(ref tally, own.Answers[survey], days.Answers[survey], metric, window, view.AsOf);
                break;
            case MeasureKind.SurveysAsked:
                ActivityScan.Of(ref tally, own.Asked, days.Asked, metric, window);
                break;
            case MeasureKind.Complaints:
                ActivityScan.Of(ref tally, own.Complaints.Opened, days.Complaints, metric, window);
                break;
            case MeasureKind.ComplaintsHoursToResolve:
                ComplaintScan.TimesToResolve(ref tally, view, metric, window);
                break;
            case MeasureKind.Referrals:
                ReferralScan.Count(ref tally, view, facts.Referred, metric, window);
                break;
            case MeasureKind.ReferralsRevenue:
                ReferralScan.Revenue(ref tally, view, facts.Referred, metric, window, Currency, _rates, notes);
                break;
            case MeasureKind.Indicator:
                ActivityScan.Indicators(ref tally, view, metric, window);
                break;
            default:
                throw new InvalidOperationException($"No such measure: {metric.Kind}.");
        }
    }

    private static MetricError TooLarge(string customer, string metric) =>
        new("sum-too-large", customer, metric, $"The sum of metric '{metric}' of customer '{customer}' is beyond 10^15.");

    // Both have at most 6 decimals, so dividing the millionths is exact up to one rounding.
    private static decimal? Divide(decimal? first, decimal? second) => first is not { } dividend || second is not { } divisor || divisor == 0
        ? null
        : Scaled.ToDecimal(Scaled.DivideHalfEven(Scaled.Of(dividend, 6) * Scaled.Power(6), Scaled.Of(divisor, 6)), 6);
}
