using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Evaluation;

public sealed partial class MetricEvaluator
{
    /// <summary>The parts of metrics of purchases, by index; null for other metrics, and if the window excludes the order's day.</summary>
    /// <param name="asOf">The day of the assessment.</param>
    /// <param name="tierStart">The first day of the held tier; null without one.</param>
    /// <param name="day">The day of the order, at most <paramref name="asOf"/>.</param>
    internal OrderInput?[] OrderInputs(KnownFacts facts, DateOnly asOf, DateOnly? tierStart, DateOnly day)
    {
        var days = facts.Own.In(Zone);
        var view = FactView.Of(facts.Own, days, asOf.DayNumber, null, Currency, _rates);
        var anchors = Anchors(facts, asOf, tierStart);
        var inputs = new OrderInput?[_measured.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            if (_measured[i] is not { } metric || !IsOfPurchases(metric.Kind)) continue;
            if (WindowDays.Of(metric.Window, view.AsOf, anchors) is not { } window || day.DayNumber < window.From || day.DayNumber > window.To)
                continue;
            var isMargin = metric.Kind == MeasureKind.PurchasesMargin;
            inputs[i] = new(
                metric, Gathered(metric, view, window), view.AsOf, isMargin ? Gathered(metric.As(MeasureKind.PurchasesMargin), view, window).Sum : 0,
                isMargin ? Gathered(metric.As(MeasureKind.PurchasesNet), view, window).Sum : 0);
        }
        return inputs;
    }

    /// <summary>The number of answers behind a mean of survey scores, and their sum.</summary>
    internal (int Samples, Int128 Sum) AnswersOf(int place, KnownFacts facts, DateOnly asOf, DateOnly? tierStart)
    {
        var (metric, days) = (_measured[place]!, facts.Own.In(Zone));
        var view = FactView.Of(facts.Own, days, asOf.DayNumber, null, Currency, _rates);
        var tally = new Tally(metric.Aggregate);
        if (WindowDays.Of(metric.Window, view.AsOf, Anchors(facts, asOf, tierStart)) is { } window)
            Gather(ref tally, facts, view, metric, window, new());
        return (tally.Samples, tally.Sum);
    }

    /// <summary>The ratio of two metrics to 6 decimals, rounded half-even; null if either is missing or the second is 0.</summary>
    internal static decimal? RatioOf(decimal? first, decimal? second) => Divide(first, second);

    internal static bool IsOfPurchases(MeasureKind kind) =>
        kind is MeasureKind.Purchases or MeasureKind.PurchasesGross
            or MeasureKind.PurchasesNet or MeasureKind.PurchasesMargin or MeasureKind.PurchasesUnits;

    private static Tally Gathered(MeasuredMetric metric, in FactView view, WindowDays window)
    {
        var tally = new Tally(metric.Aggregate);
        PurchaseScan.Purchases(ref tally, view, metric, window, new());
        return tally;
    }
}
