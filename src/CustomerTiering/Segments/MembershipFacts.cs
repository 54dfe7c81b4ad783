using CustomerTiering.Facts.Kinds;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Segments;

/// <summary>An entry into or exit from a segment. The product derives these facts; no source states them.</summary>
internal sealed class MembershipFacts() : LoggedKind(
    FactKind.Membership, new EventType("SegmentEntered", 1, typeof(SegmentEntered)), new EventType("SegmentLeft", 1, typeof(SegmentLeft)))
{
    public override bool IsStated => false;

    public override Fact Fact(in LoggedFrame frame, object body) => body switch
    {
        SegmentEntered entered => new Membership(frame.Id, frame.At, entered.Segment, Entered: true) { Recorded = frame.Recorded },
        SegmentLeft left => new Membership(frame.Id, frame.At, left.Segment, Entered: false) { Recorded = frame.Recorded },
        _ => throw new InvalidDataException($"{body.GetType().Name} is no change of a segment."),
    };

    public override object Body(in Stated stated) => throw new InvalidOperationException("No source states a membership.");

    public override IEnumerable<KeyValuePair<string, Personal?>> Texts(object body) => [];
}
