using System.Text.Json;

namespace CustomerTiering.Rules.Facts.Kinds;

/// <summary>Replaces members of an earlier fact, once joined to it by <see cref="FactReader.Complete"/>.</summary>
internal sealed class CorrectionKind() : KindDescription<Correction>(FactKind.Correction, "correction", "of", "ofKind", "replaces")
{
    public override Fact Read(in FactFrame frame, FactFields fields) => throw new InvalidOperationException("A correction alone is no fact yet.");

    public override Fact ReadEntry(ref EntryReader reader, in FactFrame frame)
    {
        var corrected = FactCodec.KindOf(reader.Byte());
        if (corrected == FactKind.Correction) throw new FormatException("A correction of a correction.");
        return new Correction(frame.Id, frame.At, frame.Channel, FactCodec.ReadFact(ref reader, corrected, frame.Recorded))
        { Recorded = frame.Recorded };
    }

    protected override void WriteMembers(Utf8JsonWriter json, Correction fact) =>
        throw new InvalidOperationException("A correction is written as it was asked for.");

    protected override void WriteEntry(EntryWriter writer, Correction fact)
    {
        writer.Byte((byte)fact.Replacement.Kind);
        FactCodec.WriteFact(writer, fact.Replacement);
    }
}
