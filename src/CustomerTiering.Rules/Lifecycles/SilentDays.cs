using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Lifecycles;

/// <summary>A superset of the days on which a verdict can change without facts, far smaller than all days.</summary>
internal static class SilentDays
{
    /// <summary>
    /// Threshold crossings of a ratio of day counts or daily aggregates cannot be derived from its parts; such lifecycles are tested daily for ten
    /// years.
    /// </summary>
    private const int DaysTestedOneByOne = 3_653;

    /// <summary>The days after <paramref name="asOf"/> in ascending order. The first day with a future fact ends the sequence.</summary>
    public static IEnumerable<(DateOnly Day, bool IsOfFact)> After(CompiledLifecycle lifecycle, KnownFacts facts, DateOnly asOf)
    {
        var factDays = FactDays(facts, lifecycle.Zone);
        DateOnly? nextFact = null;
        foreach (var day in factDays)
            if (day > asOf && (nextFact is null || day < nextFact)) nextFact = day;
        var silence =
            new Silence(lifecycle, facts, factDays, facts.Own.Joined(lifecycle.Zone) ?? asOf, asOf, nextFact?.AddDays(-1) ?? DateOnly.MaxValue);
        var days = new SortedSet<DateOnly>();
        foreach (var metric in lifecycle.Document.Metrics) Add(days, silence, metric);
        foreach (var day in days)
        {
            if (day <= asOf) continue;
            if (day >= nextFact) break;
            yield return (day, false);
        }
        if (nextFact is { } coming) yield return (coming, true);
    }

    private static void Add(SortedSet<DateOnly> days, Silence silence, Metric metric)
    {
        var (lifecycle, asOf) = (silence.Lifecycle, silence.AsOf);
        if (metric is Metric.Ratio ratio)
        {
            if (!GoesByDays(lifecycle, ratio.First) && !GoesByDays(lifecycle, ratio.Second)) return;
            for (var n = 1; n <= DaysTestedOneByOne && asOf.DayNumber + n <= DateOnly.MaxValue.DayNumber; n++) days.Add(asOf.AddDays(n));
            return;
        }
        var measured = (Metric.Measured)metric;
        if (measured.Aggregate.IsDaily())
        {
            if (lifecycle.Thresholds.ContainsKey(measured.Name))
                days.UnionWith(new BalanceDays(lifecycle, measured, silence.Facts, asOf, silence.Through).Find(silence.Restarts));
            return;
        }
        AddWindow(days, measured.Window, silence);
        if (!lifecycle.Thresholds.TryGetValue(measured.Name, out var thresholds)) return;
        if (measured.Measure.Kind == MeasureKind.RelationshipDays) AddThresholds(days, thresholds, silence.Joined);
        else if (IsDaysSince(measured))
            foreach (var day in silence.FactDays) AddThresholds(days, thresholds, day);
    }

    /// <summary>The days on which a count of days since <paramref name="since"/> reaches or crosses a threshold.</summary>
    private static void AddThresholds(SortedSet<DateOnly> days, IEnumerable<decimal> thresholds, DateOnly since)
    {
        foreach (var threshold in thresholds)
        {
            var whole = decimal.Floor(threshold);
            for (var count = whole; count <= whole + 1; count++)
                if (count >= 0 && count <= DateOnly.MaxValue.DayNumber - since.DayNumber) days.Add(since.AddDays((int)count));
        }
    }

    private static void AddWindow(SortedSet<DateOnly> days, Window window, Silence silence)
    {
        switch (window)
        {
            case Window.Rolling rolling:
                foreach (var day in silence.FactDays) days.Add(Leaves(rolling.Length, day));
                break;
            case Window.Calendar calendar:
                // The facts of this unit enter and leave the window within this many units.
                for (var later = 0; later <= 1 - calendar.Offset; later++) days.Add(WindowRestarts.OfUnit(calendar, silence.AsOf, later));
                break;
            default:
                if (silence.Restarts.After(window, silence.AsOf) is { } restart) days.Add(restart);
                break;
        }
    }

    /// <summary>The first day D for which a fact of <paramref name="day"/> is no longer after D minus the period.</summary>
    internal static DateOnly Leaves(Period period, DateOnly day)
    {
        var leaves = Days.After(period, day);
        while (leaves > day && Days.Before(period, leaves.AddDays(-1)) >= day) leaves = leaves.AddDays(-1);
        while (leaves < DateOnly.MaxValue && Days.Before(period, leaves) < day) leaves = leaves.AddDays(1);
        return leaves;
    }

    private static HashSet<DateOnly> FactDays(KnownFacts facts, ZoneRules zone)
    {
        var days = new HashSet<DateOnly>();
        foreach (var fact in facts.Own.Facts) days.Add(zone.DayOf(fact.At));
        foreach (var referred in facts.Referred.Values)
            foreach (var fact in referred.Facts) days.Add(zone.DayOf(fact.At));
        return days;
    }

    private static bool GoesByDays(CompiledLifecycle lifecycle, string name)
    {
        foreach (var metric in lifecycle.Document.Metrics)
            if (metric.Name == name) return metric is Metric.Measured measured
                && (IsDaysSince(measured) || measured.Aggregate.IsDaily() || measured.Measure.Kind == MeasureKind.RelationshipDays);
        return false;
    }

    private static bool IsDaysSince(Metric.Measured metric) => metric.Aggregate is Aggregate.DaysSinceFirst or Aggregate.DaysSinceLast;

    /// <summary>A span of days without facts.</summary>
    /// <param name="FactDays">The days of all facts, including those of referred customers.</param>
    /// <param name="AsOf">The day before the span.</param>
    /// <param name="Through">The last day of the span, included.</param>
    private sealed record Silence(
        CompiledLifecycle Lifecycle, KnownFacts Facts, IReadOnlyCollection<DateOnly> FactDays, DateOnly Joined, DateOnly AsOf, DateOnly Through)
    {
        public WindowRestarts Restarts { get; } = new(Joined, Facts.Own.ProfileOn(AsOf, Lifecycle.Zone));
    }
}
