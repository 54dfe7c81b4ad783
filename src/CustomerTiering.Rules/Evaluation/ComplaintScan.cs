using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Measures of the course of complaints.</summary>
internal static class ComplaintScan
{
    /// <summary>
    /// Adds the time from the first opening to the last resolution in force at D, in microseconds, for complaints resolved in the window. A complaint
    /// reopened and still open at D has no resolution in force.
    /// </summary>
    public static void TimesToResolve(ref Tally tally, in FactView view, MeasuredMetric metric, WindowDays window)
    {
        var table = view.Facts.Complaints;
        // Complaints are in the order of their opening, but `last` needs the latest resolution.
        var resolutions = new List<(Fact Resolution, int Day, long Time)>();
        for (var i = 0; i < table.Opened.Facts.Length; i++)
        {
            if (view.Days.Complaints.Days[i] > view.AsOf || !metric.Filter.Accepts(table.Opened.Facts[i])) continue;
            var (first, end) = table.MovesOf(i);
            var last = LastBy(view, first, end);
            if (last < first || (last - first) % 2 != 0) continue;
            var day = view.Days.ComplaintMoves.Days[last];
            if (day < window.From || day > window.To) continue;
            resolutions.Add((table.Moves.Facts[last], day, table.Moves.At[last] - table.Opened.At[i]));
        }
        resolutions.Sort((a, b) => FactOrder.Instance.Compare(a.Resolution, b.Resolution));
        foreach (var (_, day, time) in resolutions) tally.Add(day, time);
    }

    /// <summary>The number of complaints open at the end of D, and the number opened by then.</summary>
    public static (int Open, int Opened) Open(in FactView view, MeasuredMetric metric)
    {
        var table = view.Facts.Complaints;
        int open = 0, opened = 0;
        for (var i = 0; i < table.Opened.Facts.Length; i++)
        {
            if (view.Days.Complaints.Days[i] > view.AsOf || !metric.Filter.Accepts(table.Opened.Facts[i])) continue;
            opened++;
            var (first, end) = table.MovesOf(i);
            var last = LastBy(view, first, end);
            if (last < first || (last - first) % 2 != 0) open++;
        }
        return (open, opened);
    }

    private static int LastBy(in FactView view, int first, int end)
    {
        var last = end - 1;
        while (last >= first && view.Days.ComplaintMoves.Days[last] > view.AsOf) last--;
        return last;
    }
}
