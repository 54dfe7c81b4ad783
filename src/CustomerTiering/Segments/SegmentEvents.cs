namespace CustomerTiering.Segments;

// Stream: segment/<customer>/<segment>. Both events are facts about the customer, and inputs of later decisions. Metrics are in the order of the
// event's segment, and verdicts by the numbers of its criteria. Names and thresholds are in the segment.

/// <summary>A segment version: version, and SHA-256 of the text and the frozen zone, hex.</summary>
public sealed record DefinedBy(int Version, string Digest);

/// <summary>A customer entered a segment. The event's id is derived from its inputs.</summary>
/// <param name="AsOf">The first day of the membership, as of which it was judged, in the segment's zone.</param>
/// <param name="LogPosition">The position up to which facts were read.</param>
/// <param name="FactsDigest">The digest of those facts, hex.</param>
/// <param name="Metrics">In the order of the segment's metrics; null if missing.</param>
/// <param name="Verdicts">The verdicts of the criteria, in order: <c>1</c> met, <c>0</c> not met, <c>?</c> missing; first that of the whole.</param>
public sealed record SegmentEntered(
    Guid Customer, string Segment, DateOnly AsOf, DefinedBy Definition, long LogPosition, string FactsDigest, IReadOnlyList<decimal?> Metrics,
    string Verdicts);

/// <summary>A customer left a segment. The event's id is derived from its inputs.</summary>
/// <param name="AsOf">The first day without the membership, as of which it was judged, in the segment's zone.</param>
/// <param name="LogPosition">The position up to which facts were read.</param>
/// <param name="FactsDigest">The digest of those facts, hex.</param>
/// <param name="Metrics">In the order of the segment's metrics; null if missing.</param>
/// <param name="Verdicts">The verdicts of the criteria, in order: <c>1</c> met, <c>0</c> not met, <c>?</c> missing; first that of the whole.</param>
public sealed record SegmentLeft(
    Guid Customer, string Segment, DateOnly AsOf, DefinedBy Definition, long LogPosition, string FactsDigest, IReadOnlyList<decimal?> Metrics,
    string Verdicts);
