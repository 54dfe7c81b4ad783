using System.Text.Json;
using CustomerTiering.Http.Answers;
using CustomerTiering.Http.Json;
using Spectre.Console;

namespace CustomerTiering.Api.Commands.Reports;

/// <summary>The rows of a report, in every output format; the values are those of the JSON.</summary>
internal abstract class ReportRows
{
    /// <summary>One JSON array.</summary>
    internal abstract string Json { get; }

    internal abstract Task WriteCsvAsync(TextWriter writer, CancellationToken cancel);

    internal abstract void Show(IAnsiConsole console);

    internal static ReportRows Of<T>(IReadOnlyList<T> rows) => new Typed<T>(rows);

    private sealed class Typed<T>(IReadOnlyList<T> rows) : ReportRows
    {
        internal override string Json => JsonSerializer.Serialize(rows, JsonSettings.Options);

        internal override Task WriteCsvAsync(TextWriter writer, CancellationToken cancel) => Csv.WriteAsync(writer, rows, cancel);

        internal override void Show(IAnsiConsole console)
        {
            var columns = JsonSettings.Options.GetTypeInfo(typeof(T)).Properties;
            var table = new Table();
            foreach (var column in columns)
                table.AddColumn(column.Name, one => one.Alignment(
                    column.PropertyType == typeof(long) || column.PropertyType == typeof(decimal) ? Justify.Right : Justify.Left));
            foreach (var row in rows)
            {
                var values = JsonSerializer.SerializeToElement(row, JsonSettings.Options);
                table.AddRow([.. columns.Select(column => Markup.Escape(values.TryGetProperty(column.Name, out var value) ? Text(value) : ""))]);
            }
            console.Write(table);
        }

        private static string Text(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Null => "",
            _ => value.GetRawText(),
        };
    }
}
