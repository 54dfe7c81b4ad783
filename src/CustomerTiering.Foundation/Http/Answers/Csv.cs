using System.Globalization;
using System.Text.Json;
using CsvHelper;
using CustomerTiering.Http.Json;
using Microsoft.AspNetCore.Http;

namespace CustomerTiering.Http.Answers;

/// <summary>
/// Rows as CSV (RFC 4180). Values are those of the JSON form, so both forms of a report agree. Texts that a spreadsheet would take for a formula are
/// prefixed with an apostrophe; plain numbers are not.
/// </summary>
public static class Csv
{
    /// <summary>Writes a header and one line per row. The columns are the members of <typeparamref name="T"/>, in order.</summary>
    public static async Task WriteAsync<T>(TextWriter writer, IEnumerable<T> rows, CancellationToken cancel)
    {
        await using var csv = CsvWriter.Create(writer, CsvWriterOptions.Default, leaveOpen: true);
        await WriteAsync(csv, rows, cancel);
    }

    /// <summary>The same as an HTTP answer, in UTF-8 without a byte order mark.</summary>
    public static async Task AnswerAsync<T>(HttpContext context, IEnumerable<T> rows)
    {
        context.Response.ContentType = "text/csv; charset=utf-8; header=present";
        await using var csv = CsvWriter.Create(context.Response.Body, CsvWriterOptions.Default, leaveOpen: true);
        await WriteAsync(csv, rows, context.RequestAborted);
    }

    private static async Task WriteAsync<T>(CsvWriter csv, IEnumerable<T> rows, CancellationToken cancel)
    {
        var columns = JsonSettings.Options.GetTypeInfo(typeof(T)).Properties.Select(property => property.Name).ToArray();
        await csv.WriteRecordAsync([.. columns.Select(Harmless)], cancel);
        foreach (var row in rows)
        {
            var values = JsonSerializer.SerializeToElement(row, JsonSettings.Options);
            await csv.WriteRecordAsync(
                [.. columns.Select(column => values.TryGetProperty(column, out var value) ? Harmless(Text(value)) : "")], cancel);
        }
        await csv.FlushAsync(cancel);
    }

    /// <summary>CsvHelper's own injection guard is not used: it quotes what it escapes, and takes negative numbers for formulas.</summary>
    private static string Harmless(string text) =>
        text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] && !IsNumber(text) ? "'" + text : text;

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };

    private static bool IsNumber(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) && text[0] == '-';
}
