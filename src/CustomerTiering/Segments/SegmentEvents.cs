namespace CustomerTiering.Segments;

// Stream: segment/<customer>/<segment>. Both are facts about the customer, and so part of what later decisions rest on. Values of metrics stand in the order of
// the segment that the event names, and verdicts by the numbers of its criteria: names and thresholds are in the segment.

/// <summary>Which text of the segment: version, SHA-256 of text and frozen zone in hex.</summary>
public sealed record DefinedBy(int Version, string Digest);

/// <summary>A customer entered a segment. The event's id is derived from its inputs.</summary>
/// <param name="Segment">Code of the segment.</param>
/// <param name="AsOf">The first day of the membership, as of which was judged, in the segment's zone.</param>
/// <param name="Definition">By which text.</param>
/// <param name="LogPosition">The position up to which facts were read.</param>
/// <param name="FactsDigest">The digest of those facts, hex.</param>
/// <param name="Metrics">Values in the order of the segment's metrics; null is missing.</param>
/// <param name="Verdicts">How each criterion came out, in their order: <c>1</c> met, <c>0</c> not, <c>?</c> missing; the first is the whole.</param>
public sealed record SegmentEntered(
    Guid Customer, string Segment, DateOnly AsOf, DefinedBy Definition, long LogPosition, string FactsDigest, IReadOnlyList<decimal?> Metrics, string Verdicts);

/// <summary>A customer left a segment. The event's id is derived from its inputs.</summary>
/// <param name="Segment">Code of the segment.</param>
/// <param name="AsOf">The first day without the membership, as of which was judged, in the segment's zone.</param>
/// <param name="Definition">By which text.</param>
/// <param name="LogPosition">The position up to which facts were read.</param>
/// <param name="FactsDigest">The digest of those facts, hex.</param>
/// <param name="Metrics">Values in the order of the segment's metrics; null is missing.</param>
/// <param name="Verdicts">How each criterion came out, in their order: <c>1</c> met, <c>0</c> not, <c>?</c> missing; the first is the whole.</param>
public sealed record SegmentLeft(
    Guid Customer, string Segment, DateOnly AsOf, DefinedBy Definition, long LogPosition, string FactsDigest, IReadOnlyList<decimal?> Metrics, string Verdicts);
