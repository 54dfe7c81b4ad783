using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Segments;

/// <summary>The segments that a statement about a customer names.</summary>
/// <param name="Fact">Id of the fact, which corrections name.</param>
/// <param name="At">Since when it holds.</param>
/// <param name="Segments">All that hold from then on.</param>
public sealed record StatedSegments(string Fact, Instant At, IReadOnlyList<string> Segments);

/// <summary>A change by what a segment's text says.</summary>
/// <param name="Segment">Its code.</param>
/// <param name="Entered">Entered, or left.</param>
/// <param name="AsOf">The day on which it takes effect, in the segment's zone.</param>
public sealed record SegmentChange(string Segment, bool Entered, DateOnly AsOf);

/// <summary>Days on which a customer was in a segment.</summary>
/// <param name="From">The first, included.</param>
/// <param name="Until">The first day without it; null while it lasts.</param>
/// <param name="Stated">Whether it was stated with the customer's attributes, or follows from what the segment says.</param>
public sealed record SegmentSpan(DateOnly From, DateOnly? Until, bool Stated)
{
    internal bool Holds(DateOnly day) => From <= day && (Until is null || Until > day);
}

/// <summary>A customer's segments and what says so. Statements hold by the day in UTC, changes by that of the segment's zone.</summary>
/// <param name="Stated">By time and id.</param>
/// <param name="Changes">In the order in which they were recorded.</param>
public sealed record CustomerSegments(IReadOnlyList<StatedSegments> Stated, IReadOnlyList<SegmentChange> Changes)
{
    internal static CustomerSegments None { get; } = new([], []);

    /// <summary>By code the days of each membership; what begins and ends on one day is none.</summary>
    public SortedDictionary<string, IReadOnlyList<SegmentSpan>> Segments => new(
        StatedSpans().Concat(ComputedSpans()).Where(one => one.Span.From != one.Span.Until)
            .GroupBy(one => one.Segment).ToDictionary(group => group.Key, IReadOnlyList<SegmentSpan> (group) => [.. group.Select(one => one.Span).OrderBy(span => span.From)]),
        StringComparer.Ordinal);

    /// <summary>The same after one more statement, or a statement as corrected.</summary>
    internal CustomerSegments With(CustomerDescription described) => this with
    {
        Stated =
        [
            .. Stated.Where(one => one.Fact != described.Id).Append(new(described.Id, described.At, described.Segments))
                .OrderBy(one => one.At).ThenBy(one => one.Fact, StringComparer.Ordinal),
        ],
    };

    internal CustomerSegments With(SegmentChange change) => this with { Changes = [.. Changes, change] };

    private IEnumerable<(string Segment, SegmentSpan Span)> StatedSpans()
    {
        var open = new SortedDictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (var one in Stated)
        {
            var day = ZoneRules.Utc.DayOf(one.At);
            foreach (var (segment, from) in open.Where(held => !one.Segments.Contains(held.Key)).ToList())
            {
                yield return (segment, new(from, day, Stated: true));
                open.Remove(segment);
            }
            foreach (var segment in one.Segments) open.TryAdd(segment, day);
        }
        foreach (var (segment, from) in open) yield return (segment, new(from, null, Stated: true));
    }

    private IEnumerable<(string Segment, SegmentSpan Span)> ComputedSpans()
    {
        foreach (var segment in Changes.GroupBy(change => change.Segment))
            foreach (var turn in segment.Chunk(2))
                yield return (segment.Key, new(turn[0].AsOf, turn.Length > 1 ? turn[1].AsOf : null, Stated: false));
    }
}
