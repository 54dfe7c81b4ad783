using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Decisions;

/// <summary>Dates at regular intervals: start + n × period, each counted from the start, so that month ends are clamped once.</summary>
public static class DateGrid
{
    /// <summary>The dates from <paramref name="start"/> (n = 0) up to <paramref name="end"/>, both included.</summary>
    /// <param name="final">True: <paramref name="end"/> is the last date even if it is not on the grid.</param>
    public static IReadOnlyList<DateOnly> Between(DateOnly start, Period period, DateOnly end, bool final)
    {
        var dates = new List<DateOnly>();
        if (start > end) return dates;
        for (var day = start; day <= end; day = FirstAfter(start, period, day))
        {
            dates.Add(day);
            if (day == DateOnly.MaxValue) break;
        }
        if (final && dates[^1] != end) dates.Add(end);
        return dates;
    }

    /// <summary>The first date after <paramref name="day"/> with n ≥ 1; 9999-12-31 if it would be later.</summary>
    internal static DateOnly FirstAfter(DateOnly start, Period period, DateOnly day)
    {
        // No month is longer than 31 days: at least this many periods have passed, and few more.
        var longest = (31L * period.Months) + period.Days;
        var n = day <= start ? 1 : Math.Max(1, (int)((day.DayNumber - start.DayNumber) / longest));
        while (true)
        {
            var date = Days.After(new((int)Math.Min((long)period.Months * n, 200_000), (int)Math.Min((long)period.Days * n, 4_000_000)), start);
            if (date > day || date == DateOnly.MaxValue) return date;
            n++;
        }
    }
}
