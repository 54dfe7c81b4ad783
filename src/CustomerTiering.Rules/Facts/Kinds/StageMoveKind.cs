using System.Text.Json;

namespace CustomerTiering.Rules.Facts.Kinds;

/// <summary>A derived fact, which no source states.</summary>
internal sealed class StageMoveKind() : KindDescription<StageTransition>(FactKind.StageMove, "stage-move", "from", "to")
{
    public override bool IsStated => false;

    public override Fact Read(in FactFrame frame, FactFields fields) =>
        throw new InvalidOperationException("No source states a move between stages.");

    public override Fact ReadEntry(ref EntryReader reader, in FactFrame frame) =>
        new StageTransition(frame.Id, frame.At, reader.OptionalText(), reader.Text()) { Recorded = frame.Recorded };

    protected override void WriteMembers(Utf8JsonWriter json, StageTransition fact)
    {
        if (fact.From is { } from) json.WriteString("from", from);
        json.WriteString("to", fact.To);
    }

    protected override void WriteEntry(EntryWriter writer, StageTransition fact)
    {
        writer.OptionalText(fact.From);
        writer.Text(fact.To);
    }
}
