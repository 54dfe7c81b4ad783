using System.Text.Json;
using CustomerTiering.Evidence.Json;

namespace CustomerTiering.Evidence.Leaves;

/// <summary>Reads the members of a leaf in canonical order.</summary>
internal static class LeafReader
{
    internal static (LeafContent? Content, LeafFault? Fault) Read(ReadOnlyMemory<byte> leaf)
    {
        if (leaf.Length > Leaf.MaxBytes) return Broken("too-large", $"{leaf.Length} bytes; a leaf has at most {Leaf.MaxBytes}.");
        if (!CanonicalJson.TryCanonicalize(leaf.Span, out var canonical, out var error)) return Broken("not-canonical", error);
        if (!leaf.Span.SequenceEqual(canonical))
            return Broken("not-canonical", $"Byte {leaf.Span.CommonPrefixLength(canonical)} is not as the canonical form has it.");
        try
        {
            return Content(leaf);
        }
        catch (Refused refused)
        {
            return (null, refused.Fault);
        }
    }

    private static (LeafContent?, LeafFault?) Content(ReadOnlyMemory<byte> leaf)
    {
        var reader = new Utf8JsonReader(leaf.Span, new JsonReaderOptions { MaxDepth = CanonicalJson.MaxDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) throw new Refused("members", "A leaf is an object.");
        reader.Read();
        var actor = Text(ref reader, "actor");
        var cause = Optional(ref reader, "cause");
        var correlation = Optional(ref reader, "corr");
        var data = Data(ref reader, leaf);
        var effective = Time(ref reader, "effective");
        var id = Id(ref reader);
        var recorded = Time(ref reader, "recorded");
        var schema = Integer(ref reader, "schema");
        if (schema < 1) throw new Refused("value", "The member 'schema' is at least 1.");
        var stream = Text(ref reader, "stream");
        var tenant = Text(ref reader, "tenant");
        var type = Text(ref reader, "type");
        if (Integer(ref reader, "v") != 1) throw new Refused("value", "The member 'v' is 1.");
        if (reader.TokenType != JsonTokenType.EndObject) throw new Refused("members", $"The member '{reader.GetString()}' does not belong there.");
        return (new(actor, cause, correlation, data, effective, id, recorded, schema, stream, tenant, type), null);
    }

    private static void Enter(ref Utf8JsonReader reader, string name, JsonTokenType kind)
    {
        if (reader.TokenType != JsonTokenType.PropertyName) throw new Refused("members", $"The member '{name}' is missing.");
        if (!reader.ValueTextEquals(name))
            throw new Refused("members", $"Where the member '{name}' is expected there is '{reader.GetString()}'.");
        reader.Read();
        if (reader.TokenType != kind) throw new Refused("value", $"The member '{name}' is of another kind than {kind}.");
    }

    private static string Text(ref Utf8JsonReader reader, string name)
    {
        Enter(ref reader, name, JsonTokenType.String);
        var text = reader.GetString()!;
        if (text.Length == 0) throw new Refused("value", $"The member '{name}' is empty.");
        reader.Read();
        return text;
    }

    private static string? Optional(ref Utf8JsonReader reader, string name) =>
        reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name) ? Text(ref reader, name) : null;

    private static ReadOnlyMemory<byte> Data(ref Utf8JsonReader reader, ReadOnlyMemory<byte> leaf)
    {
        Enter(ref reader, "data", JsonTokenType.StartObject);
        var start = (int)reader.TokenStartIndex;
        for (var depth = reader.CurrentDepth; reader.Read() && reader.CurrentDepth > depth;)
            if (reader.TokenType == JsonTokenType.Number) Whole(ref reader);
        var end = (int)reader.BytesConsumed;
        reader.Read();
        return leaf[start..end];
    }

    private static void Whole(ref Utf8JsonReader reader)
    {
        if (!reader.TryGetInt64(out var value) || value is > CanonicalWriter.MaxInteger or < -CanonicalWriter.MaxInteger)
            throw new Refused("number", "A number in 'data' is not an integer of at most 2^53 - 1.");
    }

    private static DateTimeOffset Time(ref Utf8JsonReader reader, string name) => LeafTime.TryParse(Text(ref reader, name), out var time)
        ? time
        : throw new Refused("value", $"The member '{name}' is not a time in UTC with six digits of a second.");

    private static Guid Id(ref Utf8JsonReader reader)
    {
        var text = Text(ref reader, "id");
        return Guid.TryParseExact(text, "D", out var id) && id.ToString("D") == text
            ? id
            : throw new Refused("value", "The member 'id' is not a UUID in lower case.");
    }

    private static int Integer(ref Utf8JsonReader reader, string name)
    {
        Enter(ref reader, name, JsonTokenType.Number);
        if (!reader.TryGetInt32(out var value)) throw new Refused("value", $"The member '{name}' is not a small integer.");
        reader.Read();
        return value;
    }

    private static (LeafContent?, LeafFault?) Broken(string code, string message) => (null, new(code, message));

    private sealed class Refused(string code, string message) : Exception(message)
    {
        internal LeafFault Fault { get; } = new(code, message);
    }
}
