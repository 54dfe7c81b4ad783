using System.Globalization;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paper;

/// <summary>The options of a run on paper as command-line text, not validated.</summary>
/// <param name="AsOf">The day of one review, <c>2026-03-31</c>.</param>
/// <param name="From">The first day of a range.</param>
/// <param name="To">The last day of the range, included.</param>
/// <param name="Every">The interval of the dates for which the standing is requested, <c>P1M</c>.</param>
/// <param name="Final">Whether to include the last day in any case.</param>
/// <param name="Held">A tier already held.</param>
/// <param name="Since">The first day of that tier.</param>
/// <param name="Expires">The last day of its validity, included.</param>
/// <param name="GraceEnds">The last day of its grace period, included.</param>
public sealed record PaperOptions(
    string? AsOf = null, string? From = null, string? To = null, string? Every = null, bool Final = false,
    string? Held = null, string? Since = null, string? Expires = null, string? GraceEnds = null)
{
    /// <summary>Reads the options.</summary>
    /// <param name="span">The requested days; null if there are errors.</param>
    /// <param name="stated">The tier already held, or null.</param>
    /// <returns>All errors, one per line, each naming its option; empty if there are none.</returns>
    public IReadOnlyList<string> Read(out PaperSpan? span, out StatedTier? stated)
    {
        var errors = new List<string>();
        var (asOf, from, to) = (Day("--as-of", AsOf, errors), Day("--from", From, errors), Day("--to", To, errors));
        var (since, expires, graceEnds) = (Day("--since", Since, errors), Day("--expires", Expires, errors), Day("--grace-ends", GraceEnds, errors));
        var period = default(Period);
        if (Every is not null && !Period.TryParse(Every, out period)) errors.Add($"--every: '{Every}' is not a period such as P1M");

        var isRange = From is not null || To is not null;
        if (AsOf is null == !isRange) errors.Add("Give either --as-of, or --from and --to");
        else if (isRange && (From is null || To is null)) errors.Add("--from and --to must be given together");
        else if (from > to) errors.Add("--from: must not be after --to");
        if (Every is not null && !isRange) errors.Add("--every requires --from and --to");
        if (Final && Every is null) errors.Add("--final requires --every");
        if (Held is null && (Since ?? Expires ?? GraceEnds) is not null) errors.Add("--since, --expires and --grace-ends require --held");

        span = errors.Count > 0 ? null
            : asOf is { } day ? new PaperSpan.AsOf(day)
            : new PaperSpan.Between(from!.Value, to!.Value, Every is null ? null : period, Final);
        stated = errors.Count > 0 || Held is null ? null : new(Held, since, expires, graceEnds);
        return errors;
    }

    private static DateOnly? Day(string option, string? text, List<string> errors)
    {
        if (text is null) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        errors.Add($"{option}: '{text}' is not a day such as 2026-03-31");
        return null;
    }
}
