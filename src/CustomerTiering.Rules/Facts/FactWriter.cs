using System.Buffers;
using System.Text.Json;
using CustomerTiering.Rules.Facts.Kinds;

namespace CustomerTiering.Rules.Facts;

/// <summary>Writes facts in the formats that <see cref="FactReader"/> reads. Numbers are strings, so that no reader uses floating point.</summary>
public static class FactWriter
{
    /// <summary>The fact as one JSON object in UTF-8, which reads back as an equal fact.</summary>
    public static byte[] Write(SourceFact source)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", source.Kind.Name());
            json.WriteString("customer", source.Customer);
            json.WriteString("id", source.Id);
            json.WriteString("at", source.At.ToString());
            json.Optional("channel", source.Channel);
            json.Optional("name", source.Personal.Name);
            json.Optional("note", source.Personal.Note);
            json.Optional("comment", source.Personal.Comment);
            if (source.Correction is { } correction) Correction(json, correction);
            else KindTable.Of(source.Kind).WriteMembers(json, source.Fact!);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void Correction(Utf8JsonWriter json, CorrectionRequest correction)
    {
        json.WriteString("of", correction.Of);
        json.WriteString("ofKind", correction.OfKind.Name());
        json.WritePropertyName("replaces");
        json.WriteRawValue(correction.Replaces);
    }
}
