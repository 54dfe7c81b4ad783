using System.Text.Json;

namespace CustomerTiering.EventLog.Read;

/// <summary>The members of a leaf that stand in no column.</summary>
internal sealed record LeafParts(string Actor, string? Cause, string? Correlation, ReadOnlyMemory<byte> Data)
{
    internal static LeafParts Read(ReadOnlyMemory<byte> leaf)
    {
        var reader = new Utf8JsonReader(leaf.Span);
        string? actor = null, cause = null, correlation = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("actor"u8)) actor = Text(ref reader);
            else if (reader.ValueTextEquals("cause"u8)) cause = Text(ref reader);
            else if (reader.ValueTextEquals("corr"u8)) correlation = Text(ref reader);
            else if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                return new(actor ?? throw Malformed(), cause, correlation, leaf[start..(int)reader.BytesConsumed]);
            }
            else break;
        }
        throw Malformed();
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    private static InvalidDataException Malformed() => new("The leaf does not have the members of version 1 in their order.");
}
