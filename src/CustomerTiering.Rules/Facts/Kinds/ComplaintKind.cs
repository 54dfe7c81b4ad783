using System.Text.Json;
using CustomerTiering.Rules.Facts.Guards;

namespace CustomerTiering.Rules.Facts.Kinds;

internal sealed class ComplaintKind() : KindDescription<Complaint>(FactKind.Complaint, "complaint", "category", "priority")
{
    public override FactGuard Guard { get; } = new ComplaintGuard();

    public override Fact Read(in FactFrame frame, FactFields fields) =>
        new Complaint(frame.Id, frame.At, frame.Channel, fields.Text("category"), fields.Text("priority"));

    public override Fact ReadEntry(ref EntryReader reader, in FactFrame frame) =>
        new Complaint(frame.Id, frame.At, frame.Channel, reader.OptionalText(), reader.OptionalText()) { Recorded = frame.Recorded };

    protected override void WriteMembers(Utf8JsonWriter json, Complaint fact)
    {
        json.Optional("category", fact.Category);
        json.Optional("priority", fact.Priority);
    }

    protected override void WriteEntry(EntryWriter writer, Complaint fact)
    {
        writer.OptionalText(fact.Category);
        writer.OptionalText(fact.Priority);
    }
}
