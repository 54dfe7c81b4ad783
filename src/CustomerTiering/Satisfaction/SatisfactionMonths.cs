using System.Globalization;

namespace CustomerTiering.Satisfaction;

/// <summary>The months that a report covers.</summary>
/// <param name="First">The first day of the first month, included.</param>
/// <param name="Zone">The time zone that defines the start and end of months.</param>
internal sealed record SatisfactionMonths(DateOnly First, int Count, ZoneRules Zone)
{
    internal const int Most = 240;

    /// <summary>The start of each month, and the end of the last month, exclusive.</summary>
    internal IReadOnlyList<Instant> Bounds => [.. Enumerable.Range(0, Count + 1).Select(n => Zone.StartOf(First.AddMonths(n)))];

    /// <summary>The last day of each month.</summary>
    internal IReadOnlyList<DateOnly> LastDays => [.. Enumerable.Range(1, Count).Select(n => First.AddMonths(n).AddDays(-1))];

    /// <summary>The n-th month, from 1: <c>2026-03</c>.</summary>
    internal string Name(int n) => First.AddMonths(n - 1).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The months in a range, both included; in UTC if no zone is given.</summary>
    internal static Result<SatisfactionMonths> Read(string? from, string? to, string? timeZone)
    {
        var errors = new List<FieldError>();
        var zone = QueryZone.Read(timeZone, errors);
        var first = Month("from", from, errors);
        var last = Month("to", to, errors);
        if (errors.Count > 0) return Problem.Invalid(errors);
        var count = ((last.Year - first.Year) * 12) + last.Month - first.Month + 1;
        return count is >= 1 and <= Most
            ? new SatisfactionMonths(first, count, zone)
            : Problem.Invalid("to", "out-of-range", $"to must not be before from, and a report covers at most {Most} months, got '{to}'.");
    }

    private static DateOnly Month(string field, string? text, List<FieldError> errors)
    {
        if (DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 1900 and <= 9000) return day;
        errors.Add(new(field, text is null ? "missing" : "wrong-type", text is null
            ? $"{field} is missing; give a month, such as 2026-03."
            : $"{field} must be a month, such as 2026-03, got '{(text.Length > 64 ? text[..64] + "…" : text)}'."));
        return default;
    }
}
