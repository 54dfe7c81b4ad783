using System.Text.Json;

namespace CustomerTiering.Rules.Facts.Kinds;

/// <summary>A kind whose only content is a reference to an earlier fact.</summary>
internal abstract class ReferringKind<T>(FactKind kind, string name, FactKind refersTo) : KindDescription<T>(kind, name, "of")
    where T : Fact
{
    public sealed override FactKind? RefersTo => refersTo;

    public sealed override Fact Read(in FactFrame frame, FactFields fields) => Make(frame, fields.Id("of"));

    public sealed override Fact ReadEntry(ref EntryReader reader, in FactFrame frame) => Make(frame, reader.Id()) with { Recorded = frame.Recorded };

    protected sealed override void WriteMembers(Utf8JsonWriter json, T fact) => json.WriteString("of", Reference(fact));

    protected sealed override void WriteEntry(EntryWriter writer, T fact) => writer.Id(Reference(fact)!);

    protected abstract T Make(in FactFrame frame, string of);
}
