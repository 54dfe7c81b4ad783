using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths;

/// <summary>The days on which a move counts.</summary>
internal static class MoveDays
{
    /// <summary>Whether the metric's window contains a day on which the customer can still act.</summary>
    public static bool HasDayLeft(Standpoint at, Metric.Measured metric) =>
        metric.Window is not Window.State && Of(at, metric.Window) is var window && window.From <= window.To && window.To >= at.From.DayNumber;

    /// <summary>The number of days from the first possible action to the day of assessment.</summary>
    public static decimal Freshest(Standpoint at) => at.From == DateOnly.MinValue ? Region.Highest : at.Assessment.AsOf.DayNumber - at.From.DayNumber;

    /// <summary>An upper limit of active months by the end of the days left; a month already active may be counted twice.</summary>
    public static decimal MostMonths(Standpoint at, Metric.Measured metric)
    {
        var actual = at.Assessment.Metrics[at.Policy.MetricAt(metric.Name)] ?? 0;
        if (at.From == DateOnly.MinValue || By(at, metric) is not { } by) return Region.Highest;
        return actual + Math.Max(0, ((by.Year - at.From.Year) * 12) + by.Month - at.From.Month + 1);
    }

    /// <summary>The first day of the metric's window, or the first day to act if that is later.</summary>
    public static DateOnly FirstOf(Standpoint at, Metric.Measured metric) =>
        DateOnly.FromDayNumber(Math.Max(Of(at, metric.Window).From, at.From.DayNumber));

    /// <summary>The first day that counts, if it is after the first day to act.</summary>
    public static DateOnly? From(Standpoint at, Metric.Measured metric, decimal needed)
    {
        var day = Of(at, metric.Window).From;
        if (metric.Aggregate == Aggregate.DaysSinceLast && !at.IsOpen)
            day = Math.Max(day, at.Assessment.AsOf.DayNumber - (int)Math.Min(needed, at.Assessment.AsOf.DayNumber));
        return day > Math.Max(at.From.DayNumber, 1) ? DateOnly.FromDayNumber(day) : null;
    }

    /// <summary>The last day that counts: of the window, before facts leave the window, or of all days left.</summary>
    public static DateOnly? By(Standpoint at, Metric.Measured metric)
    {
        var asOf = at.Assessment.AsOf;
        if (!at.IsOpen) return DateOnly.FromDayNumber(Math.Min(Of(at, metric.Window).To, asOf.DayNumber));
        if (metric.Aggregate == Aggregate.DaysSinceLast) return at.Ends;
        return metric.Window is Window.Rolling rolling ? LastBeforeLess(at, metric, rolling.Length) ?? at.Ends : EndOf(at, metric.Window) ?? at.Ends;
    }

    /// <summary>The day on which the calendar empties a window: the first of the next unit.</summary>
    public static DateOnly? Restart(Standpoint at, Metric metric) =>
        at.IsOpen && metric is Metric.Measured measured && EndOf(at, measured.Window) is { } end ? Days.Next(end) : null;

    /// <summary>The last day of a window that restarts by the calendar; null for other windows.</summary>
    private static DateOnly? EndOf(Standpoint at, Window window)
    {
        var asOf = at.Assessment.AsOf;
        return window switch
        {
            Window.Calendar { Offset: 0, Begins: { } begins } => Days.EndOfYear(begins, asOf),
            Window.Calendar { Offset: 0 } calendar => Days.EndOf(calendar.Unit, asOf),
            Window.Anniversary => Days.EveOfAnniversary(at.Joined, asOf.AddDays(-1)),
            Window.TierAnniversary => Days.EveOfAnniversary(at.TierStart, asOf.AddDays(-1)),
            Window.Cycle cycle =>
                Cycles.Date(AttributeOf(at, cycle.Attribute)) is { } first ? Cycles.Next(cycle.Length, first, asOf).AddDays(-1) : null,
            _ => null,
        };
    }

    /// <summary>The last day before facts that affect the metric leave a rolling window; null if unknown.</summary>
    private static DateOnly? LastBeforeLess(Standpoint at, Metric.Measured metric, Period length)
    {
        if (at.Facts is not { } known) return null;
        var (asOf, zone, place) = (at.Assessment.AsOf, at.Policy.Zone, at.Policy.MetricAt(metric.Name));
        var facts = known.Through(asOf, zone);
        var first = Of(at, metric.Window).From;
        foreach (var day in facts.Own.Facts.Select(fact => zone.DayOf(fact.At)).Where(day => day.DayNumber >= first).Distinct())
        {
            var leaves = Days.After(length, day);
            if (leaves == DateOnly.MaxValue) return null;
            while (Days.Before(length, leaves) < day) leaves = Days.Next(leaves);
            while (Days.Before(length, leaves.AddDays(-1)) >= day) leaves = leaves.AddDays(-1);
            if (at.Policy.Metrics.Evaluate(facts, leaves, at.TierStart).Values is { IsDefaultOrEmpty: false } values
                && values[place] != at.Assessment.Metrics[place])
                return leaves.AddDays(-1);
        }
        return null;
    }

    private static WindowDays Of(Standpoint at, Window window) =>
        WindowDays.Of(window, at.Assessment.AsOf.DayNumber, new(at.Joined.DayNumber, at.TierStart.DayNumber, name => AttributeOf(at, name)))
            ?? WindowDays.None;

    private static string? AttributeOf(Standpoint at, string name) => at.Assessment.Attributes[at.Policy.Attributes.IndexOf(name)];
}
