using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CustomerTiering.Evidence.Json;

/// <summary>
/// Writes canonical bytes from a tree of nodes. The framework's own string writer is not used: it silently replaces lone surrogates.
/// </summary>
internal static class CanonicalNode
{
    internal static void Write(ArrayBufferWriter<byte> output, JsonNode? node, int depth)
    {
        if (depth == CanonicalJson.MaxDepth && node is JsonObject or JsonArray)
            throw new CanonicalException("too-deep", $"More than {CanonicalJson.MaxDepth} levels of nesting.");
        switch (node)
        {
            case null: output.Write("null"u8); break;
            case JsonObject members: Object(output, members, depth); break;
            case JsonArray items: Array(output, items, depth); break;
            default: Value(output, node.AsValue()); break;
        }
    }

    private static void Object(ArrayBufferWriter<byte> output, JsonObject node, int depth)
    {
        if (!IsDistinct(node)) throw new CanonicalException("duplicate-member", "An object names a member twice.");
        var values = new ArrayBufferWriter<byte>(64);
        var members = new List<CanonicalMembers.Member>(node.Count);
        foreach (var (name, value) in node)
        {
            var start = values.WrittenCount;
            Write(values, value, depth + 1);
            members.Add(new(name, start, values.WrittenCount - start));
        }
        CanonicalMembers.Write(output, members, values.WrittenSpan);
    }

    /// <summary>A node parsed from text detects duplicate members only on first access.</summary>
    private static bool IsDistinct(JsonObject node)
    {
        try
        {
            return node.Count >= 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Array(ArrayBufferWriter<byte> output, JsonArray items, int depth)
    {
        output.Write("["u8);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) output.Write(","u8);
            Write(output, items[i], depth + 1);
        }
        output.Write("]"u8);
    }

    private static void Value(ArrayBufferWriter<byte> output, JsonValue value)
    {
        if (value.TryGetValue<JsonElement>(out var element)) output.Write(CanonicalJson.Write(element));
        else if (value.TryGetValue<string>(out var text)) CanonicalString.Write(output, text);
        else if (value.TryGetValue<char>(out var letter)) CanonicalString.Write(output, [letter]);
        else if (value.TryGetValue<double>(out var number)) CanonicalNumber.Write(output, number);
        else if (value.TryGetValue<float>(out var single) && !float.IsFinite(single)) CanonicalNumber.Write(output, single);
        else output.Write(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(value.ToJsonString())));
    }
}
