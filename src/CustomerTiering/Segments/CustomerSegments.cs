using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Segments;

/// <summary>The segments stated in a fact about a customer.</summary>
/// <param name="Fact">The fact's id, to which corrections refer.</param>
/// <param name="At">The instant from which the statement is valid.</param>
/// <param name="Segments">All stated segments from then on.</param>
public sealed record StatedSegments(string Fact, Instant At, IReadOnlyList<string> Segments);

/// <summary>A change of a computed membership.</summary>
/// <param name="Entered">True for an entry, false for an exit.</param>
/// <param name="AsOf">The day on which the change takes effect, in the segment's zone.</param>
public sealed record SegmentChange(string Segment, bool Entered, DateOnly AsOf);

/// <summary>A period of membership in a segment.</summary>
/// <param name="From">First day, inclusive.</param>
/// <param name="Until">First day without membership; null while it lasts.</param>
/// <param name="Stated">True if stated with the customer's attributes, false if computed.</param>
public sealed record SegmentSpan(DateOnly From, DateOnly? Until, bool Stated)
{
    internal bool Holds(DateOnly day) => From <= day && (Until is null || Until > day);
}

/// <summary>A customer's segments with their sources. Statements apply to days in UTC, changes to days in the segment's zone.</summary>
/// <param name="Stated">Ordered by time and id.</param>
/// <param name="Changes">In the order of recording.</param>
public sealed record CustomerSegments(IReadOnlyList<StatedSegments> Stated, IReadOnlyList<SegmentChange> Changes)
{
    internal static CustomerSegments None { get; } = new([], []);

    /// <summary>The memberships by segment code; memberships that begin and end on the same day are omitted.</summary>
    public SortedDictionary<string, IReadOnlyList<SegmentSpan>> Segments => new(
        StatedSpans().Concat(ComputedSpans()).Where(one => one.Span.From != one.Span.Until)
            .GroupBy(one => one.Segment).ToDictionary(
                group => group.Key, IReadOnlyList<SegmentSpan> (group) => [.. group.Select(one => one.Span).OrderBy(span => span.From)]),
        StringComparer.Ordinal);

    /// <summary>The segments after another statement or the correction of one.</summary>
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
