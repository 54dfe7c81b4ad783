using System.Text.Json;

namespace CustomerTiering.Rules.Facts.Kinds;

/// <summary>A derived fact, which no source states.</summary>
internal sealed class MembershipKind() : KindDescription<Membership>(FactKind.Membership, "membership", "segment", "entered")
{
    public override bool IsStated => false;

    public override Fact Read(in FactFrame frame, FactFields fields) => throw new InvalidOperationException("No source states a membership.");

    public override Fact ReadEntry(ref EntryReader reader, in FactFrame frame) =>
        new Membership(frame.Id, frame.At, reader.Text(), reader.Flag()) { Recorded = frame.Recorded };

    protected override void WriteMembers(Utf8JsonWriter json, Membership fact)
    {
        json.WriteString("segment", fact.Segment);
        json.WriteBoolean("entered", fact.Entered);
    }

    protected override void WriteEntry(EntryWriter writer, Membership fact)
    {
        writer.Text(fact.Segment);
        writer.Flag(fact.Entered);
    }
}
