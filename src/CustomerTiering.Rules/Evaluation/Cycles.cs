using System.Globalization;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Dates that lie whole periods before or after a first date. Each is counted from the first, so month ends are clamped once.</summary>
internal static class Cycles
{
    private const int MonthsOfYear = 12;

    /// <summary>The date in a text; null unless it is exactly <c>YYYY-MM-DD</c> of an existing day.</summary>
    public static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Day number of the last date up to and including <paramref name="day"/>; 0 if that is before the year 1.</summary>
    public static int Last(Period length, DateOnly first, int day)
    {
        var n = Estimate(length, first, day);
        while (Nth(length, first, n) > day) n--;
        while (Nth(length, first, n + 1) <= day) n++;
        return (int)Math.Max(0, Nth(length, first, n));
    }

    /// <summary>The first date after <paramref name="day"/>; the last calendar day if that is after the year 9999.</summary>
    public static DateOnly Next(Period length, DateOnly first, DateOnly day)
    {
        var n = Estimate(length, first, day.DayNumber);
        while (Nth(length, first, n) <= day.DayNumber) n++;
        while (Nth(length, first, n - 1) > day.DayNumber) n--;
        return DateOnly.FromDayNumber((int)Math.Clamp(Nth(length, first, n), 0, DateOnly.MaxValue.DayNumber));
    }

    /// <summary>An estimate of the periods between, so that few need to be tried. A month has 30.436875 days on average over 400 years.</summary>
    private static long Estimate(Period length, DateOnly first, int day) =>
        (day - first.DayNumber) * 1_000_000L / ((length.Months * 30_436_875L) + (length.Days * 1_000_000L));

    /// <summary>Day number of the n-th date; outside the calendar a number before or after all days.</summary>
    private static long Nth(Period length, DateOnly first, long n)
    {
        var month = (first.Year * (long)MonthsOfYear) + first.Month - 1 + (n * length.Months);
        if (month < MonthsOfYear) return long.MinValue;
        if (month / MonthsOfYear > DateOnly.MaxValue.Year) return long.MaxValue;
        var (year, inYear) = ((int)(month / MonthsOfYear), (int)(month % MonthsOfYear) + 1);
        return new DateOnly(year, inYear, Math.Min(first.Day, DateTime.DaysInMonth(year, inYear))).DayNumber + (n * length.Days);
    }
}
