using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Lifecycles;

/// <summary>The days on which windows restart by the calendar alone.</summary>
/// <param name="joined">The day of joining.</param>
/// <param name="profile">The attributes with the start dates of cycles.</param>
internal sealed class WindowRestarts(DateOnly joined, CustomerProfile profile)
{
    /// <summary>The first restart after a day; null for a window that never restarts.</summary>
    public DateOnly? After(Window window, DateOnly day)
    {
        DateOnly? next = window switch
        {
            Window.Calendar calendar => OfUnit(calendar, day),
            Window.Anniversary => Days.Next(Days.EveOfAnniversary(joined, day.AddDays(-1))),
            Window.Cycle cycle => Cycles.Date(profile.Attribute(cycle.Attribute)) is { } first ? Cycles.Next(cycle.Length, first, day) : null,
            _ => null,
        };
        return next > day ? next : null;
    }

    /// <summary>The first day of a calendar unit after a day, plus a number of units.</summary>
    public static DateOnly OfUnit(Window.Calendar calendar, DateOnly day, int unitsLater = 0) => Days.Next(
        calendar.Begins is { } begins ? Days.EndOfYear(begins, day, unitsLater) : Days.EndOf(calendar.Unit, day, unitsLater));
}
