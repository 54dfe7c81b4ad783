using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Decisions;

/// <summary>Determines when a validity ends.</summary>
internal static class ValidityEnd
{
    /// <summary>The last day, included, of a validity that starts on <paramref name="start"/>; null without one.</summary>
    public static DateOnly? Of(Validity validity, DateOnly start, DateOnly joined) => validity switch
    {
        Validity.Rolling rolling => Days.After(rolling.Length, start).AddDays(-1),
        Validity.Calendar calendar => Days.EndOf(calendar.Unit, start, calendar.Offset),
        Validity.Dates dates => FirstAfter(dates, start),
        Validity.Anniversary => Days.EveOfAnniversary(joined, start),
        Validity.None => null,
        _ => throw new ArgumentOutOfRangeException(nameof(validity)),
    };

    private static DateOnly FirstAfter(Validity.Dates dates, DateOnly start)
    {
        var first = DateOnly.MaxValue;
        for (var year = start.Year; year <= Math.Min(start.Year + 1, DateOnly.MaxValue.Year); year++)
        {
            foreach (var date in dates.Days)
                if (date.In(year) is var day && day > start && day < first) first = day;
        }
        return first;
    }
}
