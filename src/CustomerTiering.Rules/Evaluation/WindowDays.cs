using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>The days of a window by day number, both included; empty if <paramref name="From"/> is after <paramref name="To"/>.</summary>
internal readonly record struct WindowDays(int From, int To)
{
    /// <summary>A window without days.</summary>
    public static WindowDays None { get; } = new(1, 0);

    /// <summary>The window as of a day; null for a cycle if the customer has no date to count from.</summary>
    /// <param name="window">A state and a lifetime have no start.</param>
    /// <param name="asOf">Day number of D.</param>
    /// <param name="anchors">The days from which windows may count.</param>
    public static WindowDays? Of(Window window, int asOf, in WindowAnchors anchors) => window switch
    {
        Window.Rolling rolling => new(DayBefore(asOf, rolling.Length.Months, rolling.Length.Days) + 1, asOf),
        Window.Calendar { Begins: { } begins } years => Year(begins, years.Offset, asOf),
        Window.Calendar calendar => Unit(calendar, asOf),
        Window.Anniversary => new(LastAnniversary(anchors.Joined, asOf), asOf),
        Window.SinceTierStart => new(anchors.TierStart, asOf),
        Window.TierAnniversary => new(LastAnniversary(anchors.TierStart, asOf), asOf),
        Window.Cycle cycle => Cycles.Date(anchors.Attribute(cycle.Attribute)) is { } first ? new(Cycles.Last(cycle.Length, first, asOf), asOf) : null,
        _ => new(0, asOf),
    };

    // Like Period.Before, but a period that reaches back before the year 1 includes everything.
    private static int DayBefore(int asOf, int months, int days)
    {
        var day = DateOnly.FromDayNumber(asOf);
        if (months >= ((day.Year - 1) * 12) + day.Month) return -1;
        return Math.Max(-1, day.AddMonths(-months).DayNumber - days);
    }

    private static WindowDays Unit(Window.Calendar calendar, int asOf)
    {
        var day = DateOnly.FromDayNumber(asOf);
        var length = calendar.Unit switch { CalendarUnit.Month => 1, CalendarUnit.Quarter => 3, _ => 12 };
        var month = ((day.Year * 12) + day.Month - 1) / length * length;
        if (calendar.Offset == 0) return new(FirstOf(month), asOf);
        var first = month + ((long)calendar.Offset * length);
        return first < 12 ? None : new(FirstOf((int)first), FirstOf((int)first + length) - 1);
    }

    private static WindowDays Year(MonthDay begins, int offset, int asOf)
    {
        var day = DateOnly.FromDayNumber(asOf);
        var year = day < begins.In(day.Year) ? day.Year - 1 : day.Year;
        if (offset == 0) return new(year < 1 ? 0 : begins.In(year).DayNumber, asOf);
        return year + offset < 1 ? None : new(begins.In(year + offset).DayNumber, begins.In(year + offset + 1).DayNumber - 1);
    }

    private static int FirstOf(int month) => new DateOnly(month / 12, (month % 12) + 1, 1).DayNumber;

    private static int LastAnniversary(int joined, int asOf)
    {
        if (asOf <= joined) return joined;
        var start = DateOnly.FromDayNumber(joined);
        // Counted from the day of joining, so that 29 February is the 28th in other years and the 29th again in a leap year.
        var years = DateOnly.FromDayNumber(asOf).Year - start.Year;
        var anniversary = start.AddYears(years).DayNumber;
        return anniversary <= asOf ? anniversary : start.AddYears(years - 1).DayNumber;
    }
}
