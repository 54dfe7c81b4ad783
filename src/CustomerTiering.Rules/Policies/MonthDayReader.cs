using System.Globalization;
using CustomerTiering.Rules.Documents;

namespace CustomerTiering.Rules.Policies;

/// <summary>Reads a day of the year: <c>03-31</c>.</summary>
internal static class MonthDayReader
{
    public static MonthDay? Read(Cursor written)
    {
        if (written.Text() is not { } text) return null;
        // 2000 is a leap year, so 29 February is valid.
        if (DateOnly.TryParseExact("2000-" + text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return new(day.Month, day.Day);
        written.Refuse(ErrorCodes.InvalidDate, $"'{JsonPath.Cut(text)}' is not a month and day such as 03-31");
        return null;
    }
}
