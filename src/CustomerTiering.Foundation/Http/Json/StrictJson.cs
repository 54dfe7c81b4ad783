using System.Text.Json;
using System.Text.Unicode;

namespace CustomerTiering.Http.Json;

/// <summary>
/// Validates a text before it is parsed: one JSON value in UTF-8, at most 32 levels, no duplicate members, no NUL or lone surrogate in a string, and
/// no number that other implementations would round. A valid text can then be read and hashed without errors, with the same meaning everywhere.
/// </summary>
public static class StrictJson
{
    /// <summary>The first fault of the text, or null.</summary>
    public static JsonFault? Check(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8)) return new("$", "The text is not valid UTF-8.");
        if (utf8.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return new("$", "The text begins with a byte order mark, which JSON does not allow.");
        // The reader allows one level more, so that the fault can be reported with its path.
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = JsonSettings.MaxDepth + 1 });
        var path = new JsonPath();
        try
        {
            while (reader.Read())
            {
                if (Fault(ref reader, path) is { } reason) return new(path.ToString(), reason);
            }
            return null;
        }
        catch (JsonException)
        {
            return new(path.ToString(), utf8.Length == 0 ? "The text is empty." : $"The text is not valid JSON at byte {reader.BytesConsumed}.");
        }
    }

    private static string? Fault(ref Utf8JsonReader reader, JsonPath path)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                if (Text(ref reader) is not { } name) return BadText;
                return path.Member(name) ? null : "The member occurs twice.";
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                path.Value();
                path.Enter(reader.TokenType == JsonTokenType.StartObject);
                return path.Depth > JsonSettings.MaxDepth ? $"More than {JsonSettings.MaxDepth} levels of nesting." : null;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                path.Leave();
                return null;
            case JsonTokenType.String:
                path.Value();
                return reader.ValueIsEscaped && Text(ref reader) is null ? BadText : null;
            case JsonTokenType.Number:
                path.Value();
                return JsonNumber.Fault(reader.ValueSpan);
            default:
                path.Value();
                return null;
        }
    }

    private const string BadText = "A text contains NUL or an unpaired surrogate.";

    /// <summary>The text of a token, or null if it contains forbidden characters.</summary>
    private static string? Text(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : "";
        try
        {
            return reader.GetString() is { } text && !text.Contains('\0') ? text : null;
        }
        catch (InvalidOperationException) // thrown by the reader for a lone surrogate
        {
            return null;
        }
    }
}
