using System.Globalization;
using System.Text.Json;
using CustomerTiering.Http.Json;

namespace CustomerTiering.Http.Answers;

/// <summary>
/// Rows as CSV (RFC 4180): the values are those of the JSON, so both forms of a report agree. A text that a spreadsheet would take for a formula gets an apostrophe
/// in front; a plain number does not.
/// </summary>
public static class Csv
{
    private static readonly System.Buffers.SearchValues<char> Quoted = System.Buffers.SearchValues.Create(",\"\r\n");

    /// <summary>Writes a header and a line a row. The columns are the members of <typeparamref name="T"/> in their order.</summary>
    public static async Task WriteAsync<T>(TextWriter writer, IEnumerable<T> rows, CancellationToken cancel)
    {
        var columns = JsonSettings.Options.GetTypeInfo(typeof(T)).Properties.Select(property => property.Name).ToArray();
        await writer.WriteAsync((string.Join(',', columns.Select(Cell)) + "\r\n").AsMemory(), cancel);
        foreach (var row in rows)
        {
            var values = JsonSerializer.SerializeToElement(row, JsonSettings.Options);
            var cells = columns.Select(column => values.TryGetProperty(column, out var value) ? Cell(Text(value)) : "");
            await writer.WriteAsync((string.Join(',', cells) + "\r\n").AsMemory(), cancel);
        }
    }

    /// <summary>One cell, made harmless and quoted where it must be.</summary>
    public static string Cell(string text)
    {
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] && !IsNumber(text)) text = "'" + text;
        return text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };

    private static bool IsNumber(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) && text[0] == '-';
}
