using System.Text.Json;

namespace CustomerTiering.EventLog.Read;

/// <summary>The members of a leaf that have no column, except its body.</summary>
internal sealed record LeafParts(string Actor, string? Cause, string? Correlation)
{
    /// <summary>
    /// The body, as a slice of the leaf. A leaf is canonical, with quotes inside texts escaped, so the first match of the member before the body and
    /// the last match of the member after it are those members; nothing between needs parsing.
    /// </summary>
    internal static ReadOnlyMemory<byte> Body(ReadOnlyMemory<byte> leaf)
    {
        var before = ",\"data\":"u8;
        var (start, end) = (leaf.Span.IndexOf(before) + before.Length, leaf.Span.LastIndexOf(",\"effective\":\""u8));
        return start >= before.Length && end > start ? leaf[start..end] : throw Malformed();
    }

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
            else if (reader.ValueTextEquals("data"u8)) return new(actor ?? throw Malformed(), cause, correlation);
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
