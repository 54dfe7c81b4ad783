using System.Text.Json;
using CustomerTiering.Rules.Documents;

namespace CustomerTiering.Rules.Facts.Kinds;

internal sealed class InteractionKind()
    : KindDescription<Interaction>(FactKind.Interaction, "interaction", "direction", "purpose", "outcome", "minutes")
{
    private static readonly Vocabulary<bool> Directions = new(("in", true), ("out", false));

    public override Fact Read(in FactFrame frame, FactFields fields)
    {
        string? direction = fields.Given("direction")?.Word(Directions) switch { true => "in", false => "out", null => null };
        return new Interaction(
            frame.Id, frame.At, frame.Channel, direction, fields.Text("purpose"), fields.Text("outcome"), fields.NotNegative("minutes"));
    }

    public override Fact ReadEntry(ref EntryReader reader, in FactFrame frame) => new Interaction(
        frame.Id, frame.At, frame.Channel, reader.OptionalText(), reader.OptionalText(), reader.OptionalText(), reader.OptionalDecimal())
    { Recorded = frame.Recorded };

    protected override void WriteMembers(Utf8JsonWriter json, Interaction fact)
    {
        json.Optional("direction", fact.Direction);
        json.Optional("purpose", fact.Purpose);
        json.Optional("outcome", fact.Outcome);
        json.Optional("minutes", fact.Minutes);
    }

    protected override void WriteEntry(EntryWriter writer, Interaction fact)
    {
        writer.OptionalText(fact.Direction);
        writer.OptionalText(fact.Purpose);
        writer.OptionalText(fact.Outcome);
        writer.OptionalDecimal(fact.Minutes);
    }
}
