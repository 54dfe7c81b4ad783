using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Segments;

namespace CustomerTiering.Facts.Kinds;

/// <summary>A segment entered or left: found by the product, so that no source states it.</summary>
internal sealed class MembershipFacts() : LoggedKind(FactKind.Membership, typeof(SegmentEntered), typeof(SegmentLeft))
{
    internal override bool IsStated => false;

    internal override Fact Fact(in LoggedFrame frame, object body) => body switch
    {
        SegmentEntered entered => new Membership(frame.Id, frame.At, entered.Segment, Entered: true) { Recorded = frame.Recorded },
        SegmentLeft left => new Membership(frame.Id, frame.At, left.Segment, Entered: false) { Recorded = frame.Recorded },
        _ => throw new InvalidDataException($"{body.GetType().Name} is no change of a segment."),
    };

    internal override object Body(in Stated stated) => throw new InvalidOperationException("No source states a membership.");

    internal override IEnumerable<KeyValuePair<string, Personal?>> Texts(object body) => [];
}
