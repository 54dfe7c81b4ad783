using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Decisions;

/// <summary>Date arithmetic within the years 1 to 9999. Results outside are clamped to the first or last day.</summary>
internal static class Days
{
    private static readonly int LastMonth = MonthOf(DateOnly.MaxValue);

    public static DateOnly Next(DateOnly day) => day == DateOnly.MaxValue ? day : day.AddDays(1);

    public static DateOnly After(Period period, DateOnly start)
    {
        if ((long)MonthOf(start) + period.Months > LastMonth) return DateOnly.MaxValue;
        var moved = start.AddMonths(period.Months);
        return DateOnly.MaxValue.DayNumber - moved.DayNumber < period.Days ? DateOnly.MaxValue : moved.AddDays(period.Days);
    }

    public static DateOnly Before(Period period, DateOnly end)
    {
        if (MonthOf(end) < period.Months) return DateOnly.MinValue;
        var moved = end.AddMonths(-period.Months);
        return moved.DayNumber < period.Days ? DateOnly.MinValue : moved.AddDays(-period.Days);
    }

    /// <summary>The last day of the unit that is <paramref name="unitsLater"/> units after the one containing <paramref name="day"/>.</summary>
    public static DateOnly EndOf(CalendarUnit unit, DateOnly day, int unitsLater = 0)
    {
        var months = unit switch { CalendarUnit.Month => 1, CalendarUnit.Quarter => 3, _ => 12 };
        var last = (long)MonthOf(day) - ((day.Month - 1) % months) + (months * (unitsLater + 1L)) - 1;
        if (last > LastMonth) return DateOnly.MaxValue;
        if (last < 0) return DateOnly.MinValue;
        var (year, month) = ((int)(last / 12) + 1, (int)(last % 12) + 1);
        return new(year, month, DateTime.DaysInMonth(year, month));
    }

    /// <summary>The same for years that begin on <paramref name="begins"/>.</summary>
    public static DateOnly EndOfYear(MonthDay begins, DateOnly day, int yearsLater = 0)
    {
        var next = (day < begins.In(day.Year) ? day.Year : day.Year + 1L) + yearsLater;
        if (next > DateOnly.MaxValue.Year) return DateOnly.MaxValue;
        return next < 2 ? DateOnly.MinValue : begins.In((int)next).AddDays(-1);
    }

    /// <summary>The first eve of an anniversary of joining after <paramref name="day"/>; 29 February is 28 February in other years.</summary>
    public static DateOnly EveOfAnniversary(DateOnly joined, DateOnly day)
    {
        for (var years = Math.Max(1, day.Year - joined.Year); joined.Year + years <= DateOnly.MaxValue.Year; years++)
        {
            var eve = joined.AddYears(years).AddDays(-1);
            if (eve > day) return eve;
        }
        return DateOnly.MaxValue;
    }

    private static int MonthOf(DateOnly day) => ((day.Year - 1) * 12) + day.Month - 1;
}
