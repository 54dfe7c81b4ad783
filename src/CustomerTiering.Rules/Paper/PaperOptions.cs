using System.Globalization;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paper;

/// <summary>What a run on paper is asked for, as somebody writes it on a command line: text, not yet understood.</summary>
/// <param name="AsOf">The day of one review, <c>2026-03-31</c>.</param>
/// <param name="From">The first day of a range.</param>
/// <param name="To">Its last day, included.</param>
/// <param name="Every">The distance of the dates whose standing is asked for, <c>P1M</c>.</param>
/// <param name="Final">Whether the last day is such a date in any case.</param>
/// <param name="Held">A tier that is held already.</param>
/// <param name="Since">Its first day.</param>
/// <param name="Expires">The last day of its validity.</param>
/// <param name="GraceEnds">The last day of its grace.</param>
public sealed record PaperOptions(
    string? AsOf = null, string? From = null, string? To = null, string? Every = null, bool Final = false,
    string? Held = null, string? Since = null, string? Expires = null, string? GraceEnds = null)
{
    /// <summary>Reads the options.</summary>
    /// <param name="span">The days that are asked for; null if there are errors.</param>
    /// <param name="stated">The tier that is held already, or null.</param>
    /// <returns>Everything that is wrong, a line each, named by the option; empty if nothing is.</returns>
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
