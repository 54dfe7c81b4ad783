using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace CustomerTiering.Rules.Documents;

/// <summary>Parses the bytes of a document. All faults go into the error list; none is thrown.</summary>
internal static class SourceParser
{
    /// <summary>The maximum nesting of objects and lists. The language itself needs less than half.</summary>
    public const int DeepestNesting = 64;

    /// <summary>The maximum size in bytes as sent, with white space. The canonical form has a tighter limit.</summary>
    public const int LargestSource = 1024 * 1024;

    /// <summary>The root object; null if it is unreadable.</summary>
    public static SourceNode? Parse(ReadOnlySpan<byte> utf8, ErrorList errors)
    {
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        if (utf8.Length > LargestSource)
        {
            errors.Add("$", ErrorCodes.TooLarge, $"the document has {utf8.Length} bytes; the maximum is {LargestSource}");
            return null;
        }
        if (!Utf8.IsValid(utf8))
        {
            errors.Add("$", ErrorCodes.InvalidUtf8, "the document is not UTF-8");
            return null;
        }
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DeepestNesting + 8 });
        try
        {
            reader.Read();
            var root = Value(ref reader, null, null, 0, errors);
            if (root is null) return null;
            reader.Read();
            if (root.Kind == JsonValueKind.Object) return root;
            errors.Add("$", ErrorCodes.WrongType, $"expected the document to be one JSON object, got {Cursor.Describe(root)}");
            return null;
        }
        catch (JsonException fault)
        {
            errors.Add("$", ErrorCodes.NotJson, $"invalid JSON at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1} of the line");
            return null;
        }
    }

    // Null if nested too deeply, which is reported; parsing stops.
    private static SourceNode? Value(ref Utf8JsonReader reader, SourceNode? parent, string? name, int index, ErrorList errors)
    {
        SourceNode Node(JsonValueKind kind, string text = "") => new(parent, name, index, kind, text);
        switch (reader.TokenType)
        {
            case JsonTokenType.String: return Checked(Node(JsonValueKind.String, Text(ref reader, out var fault)), fault, errors);
            case JsonTokenType.Number: return Node(JsonValueKind.Number, Encoding.UTF8.GetString(reader.ValueSpan));
            case JsonTokenType.True: return Node(JsonValueKind.True);
            case JsonTokenType.False: return Node(JsonValueKind.False);
            case JsonTokenType.Null: return Node(JsonValueKind.Null);
        }
        var container = Node(reader.TokenType == JsonTokenType.StartObject ? JsonValueKind.Object : JsonValueKind.Array);
        if (reader.CurrentDepth < DeepestNesting)
            return (container.Kind == JsonValueKind.Object ? Members(ref reader, container, errors) : Items(ref reader, container, errors))
                ? container : null;
        errors.Add("$", ErrorCodes.TooDeep, $"objects and lists are nested more than {DeepestNesting} deep");
        return null;
    }

    private static bool Members(ref Utf8JsonReader reader, SourceNode container, ErrorList errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Text(ref reader, out var fault);
            reader.Read();
            var child = Value(ref reader, container, name, 0, errors);
            if (child is null) return false;
            if (fault is not null) Checked(child, fault, errors);
            else if (seen.Add(name)) container.Add(child);
            else errors.Add(child.Path, ErrorCodes.DuplicateMember, $"the member '{JsonPath.Cut(name)}' occurs twice");
        }
        return true;
    }

    private static bool Items(ref Utf8JsonReader reader, SourceNode container, ErrorList errors)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var child = Value(ref reader, container, null, container.Children.Count, errors);
            if (child is null) return false;
            container.Add(child);
        }
        return true;
    }

    private static SourceNode Checked(SourceNode node, string? fault, ErrorList errors)
    {
        if (fault == ErrorCodes.NulCharacter) errors.Add(node.Path, fault, "a text must not contain the character U+0000");
        if (fault == ErrorCodes.LoneSurrogate) errors.Add(node.Path, fault, "a text must not contain an unpaired surrogate");
        return node;
    }

    private static string Text(ref Utf8JsonReader reader, out string? fault)
    {
        fault = null;
        try
        {
            var text = reader.GetString()!;
            if (text.Contains('\0')) fault = ErrorCodes.NulCharacter;
            return text;
        }
        catch (InvalidOperationException) // The reader's only signal for an escaped half of a surrogate pair.
        {
            fault = ErrorCodes.LoneSurrogate;
            return "\uFFFD";
        }
    }
}
