using System.Globalization;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>The dates that lie whole periods before or after a first one. Each is counted from the first, so that month ends are clamped once.</summary>
internal static class Cycles
{
    private const int MonthsOfYear = 12;

    /// <summary>The date that a text is: <c>YYYY-MM-DD</c> of a day that exists, and nothing else.</summary>
    public static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Number of the last of the dates that is not after a day; 0 where it lies before the year 1.</summary>
    public static int Last(Period length, DateOnly first, int day)
    {
        var n = Estimate(length, first, day);
        while (Nth(length, first, n) > day) n--;
        while (Nth(length, first, n + 1) <= day) n++;
        return (int)Math.Max(0, Nth(length, first, n));
    }

    /// <summary>The first of the dates that is after a day; the last day there is where it lies after the year 9999.</summary>
    public static DateOnly Next(Period length, DateOnly first, DateOnly day)
    {
        var n = Estimate(length, first, day.DayNumber);
        while (Nth(length, first, n) <= day.DayNumber) n++;
        while (Nth(length, first, n - 1) > day.DayNumber) n--;
        return DateOnly.FromDayNumber((int)Math.Clamp(Nth(length, first, n), 0, DateOnly.MaxValue.DayNumber));
    }

    /// <summary>About how many periods lie between, so that only a few have to be tried: a month has 30.436875 days in the mean of 400 years.</summary>
    private static long Estimate(Period length, DateOnly first, int day) =>
        (day - first.DayNumber) * 1_000_000L / ((length.Months * 30_436_875L) + (length.Days * 1_000_000L));

    /// <summary>Number of the n-th date's day; beyond the calendar a number before or after all days.</summary>
    private static long Nth(Period length, DateOnly first, long n)
    {
        var month = (first.Year * (long)MonthsOfYear) + first.Month - 1 + (n * length.Months);
        if (month < MonthsOfYear) return long.MinValue;
        if (month / MonthsOfYear > DateOnly.MaxValue.Year) return long.MaxValue;
        var (year, inYear) = ((int)(month / MonthsOfYear), (int)(month % MonthsOfYear) + 1);
        return new DateOnly(year, inYear, Math.Min(first.Day, DateTime.DaysInMonth(year, inYear))).DayNumber + (n * length.Days);
    }
}
