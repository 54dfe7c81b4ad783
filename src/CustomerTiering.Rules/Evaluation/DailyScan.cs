using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>
/// The values of an indicator in force at the end of each day of a window. Works by spans of constant value, not by days: the cost depends on the
/// number of values, not on the length of the window.
/// </summary>
internal static class DailyScan
{
    public static void Of(ref Tally tally, in FactView view, MeasuredMetric metric, WindowDays window, int joined)
    {
        var (facts, days) = (view.Facts.Indicators.Facts, view.Days.Indicators.Days);
        var next = window.To + 1;
        // Backwards from the latest: each value is in force until the next one's day, and the last of a day counts.
        for (var i = view.Days.Indicators.Around(0, window.To).End - 1; i >= 0 && next > window.From; i--)
        {
            if (days[i] >= next || !string.Equals(facts[i].Name, metric.Indicator, StringComparison.Ordinal)) continue;
            tally.AddDays(next - Math.Max(days[i], window.From), Scaled.Of(facts[i].Value, 6));
            next = days[i];
        }
        if (metric.Before is { } before) tally.AddDays(next - FirstCounted(metric, window, joined), Scaled.Of(before, 6));
    }

    /// <summary>A lifetime has no first day of its own and starts with joining.</summary>
    private static int FirstCounted(MeasuredMetric metric, WindowDays window, int joined) => metric.Window is Window.Lifetime ? joined : window.From;
}
