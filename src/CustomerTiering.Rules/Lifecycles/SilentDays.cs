using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Lifecycles;

/// <summary>The days on which a verdict can change though nothing happens: a superset of them, and far from every day.</summary>
internal static class SilentDays
{
    /// <summary>A ratio of day counts passes its thresholds on no day that can be told from its parts; such a lifecycle is tested daily for ten years.</summary>
    private const int DaysTestedOneByOne = 3_653;

    /// <summary>The days after <paramref name="asOf"/> in ascending order; the first day of a fact yet to come is the last of them.</summary>
    public static IEnumerable<(DateOnly Day, bool IsOfFact)> After(CompiledLifecycle lifecycle, KnownFacts facts, DateOnly asOf)
    {
        var factDays = FactDays(facts, lifecycle.Zone);
        var joined = facts.Own.Joined(lifecycle.Zone) ?? asOf;
        var days = new SortedSet<DateOnly>();
        foreach (var metric in lifecycle.Document.Metrics) Add(days, lifecycle, metric, factDays, joined, asOf);
        DateOnly? nextFact = null;
        foreach (var day in factDays)
            if (day > asOf && (nextFact is null || day < nextFact)) nextFact = day;
        foreach (var day in days)
        {
            if (day <= asOf) continue;
            if (day >= nextFact) break;
            yield return (day, false);
        }
        if (nextFact is { } coming) yield return (coming, true);
    }

    private static void Add(SortedSet<DateOnly> days, CompiledLifecycle lifecycle, Metric metric, IReadOnlyCollection<DateOnly> factDays, DateOnly joined, DateOnly asOf)
    {
        if (metric is Metric.Ratio ratio)
        {
            if (!CountsDays(lifecycle, ratio.First) && !CountsDays(lifecycle, ratio.Second)) return;
            for (var n = 1; n <= DaysTestedOneByOne && asOf.DayNumber + n <= DateOnly.MaxValue.DayNumber; n++) days.Add(asOf.AddDays(n));
            return;
        }
        var measured = (Metric.Measured)metric;
        AddWindow(days, measured.Window, factDays, joined, asOf);
        if (!lifecycle.Thresholds.TryGetValue(measured.Name, out var thresholds)) return;
        if (measured.Measure.Kind == MeasureKind.RelationshipDays) AddThresholds(days, thresholds, joined);
        else if (IsDaysSince(measured))
            foreach (var day in factDays) AddThresholds(days, thresholds, day);
    }

    /// <summary>The days on which a count of days since <paramref name="since"/> reaches or passes a threshold.</summary>
    private static void AddThresholds(SortedSet<DateOnly> days, IEnumerable<decimal> thresholds, DateOnly since)
    {
        foreach (var threshold in thresholds)
        {
            var whole = decimal.Floor(threshold);
            for (var count = whole; count <= whole + 1; count++)
                if (count >= 0 && count <= DateOnly.MaxValue.DayNumber - since.DayNumber) days.Add(since.AddDays((int)count));
        }
    }

    private static void AddWindow(SortedSet<DateOnly> days, Window window, IReadOnlyCollection<DateOnly> factDays, DateOnly joined, DateOnly asOf)
    {
        switch (window)
        {
            case Window.Rolling rolling:
                foreach (var day in factDays) days.Add(Leaves(rolling.Length, day));
                break;
            case Window.Calendar calendar:
                // The facts of this unit are in the window, and leave it, within so many units.
                for (var later = 0; later <= 1 - calendar.Offset; later++) days.Add(Days.Next(Days.EndOf(calendar.Unit, asOf, later)));
                break;
            case Window.Anniversary:
                days.Add(Days.Next(Days.EveOfAnniversary(joined, asOf)));
                days.Add(Days.Next(Days.EveOfAnniversary(joined, asOf.AddDays(-1))));
                break;
            default:
                break;
        }
    }

    /// <summary>The first day on which a fact of <paramref name="day"/> is no longer after the day minus the period.</summary>
    private static DateOnly Leaves(Period period, DateOnly day)
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

    private static bool CountsDays(CompiledLifecycle lifecycle, string name)
    {
        foreach (var metric in lifecycle.Document.Metrics)
            if (metric.Name == name) return metric is Metric.Measured measured && (IsDaysSince(measured) || measured.Measure.Kind == MeasureKind.RelationshipDays);
        return false;
    }

    private static bool IsDaysSince(Metric.Measured metric) => metric.Aggregate is Aggregate.DaysSinceFirst or Aggregate.DaysSinceLast;
}
