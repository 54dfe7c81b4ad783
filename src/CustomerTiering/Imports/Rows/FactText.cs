using System.Buffers;
using System.Text.Json;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Imports.Rows;

/// <summary>Writes the values of rows as JSON in the format of the facts guide, so that all facts pass through one reader.</summary>
internal sealed class FactText : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _json;

    internal FactText() => _json = new(_buffer, new JsonWriterOptions { SkipValidation = true });

    /// <summary>The JSON of a fact from one or several rows; valid until the next call.</summary>
    /// <param name="rows">The values of each row, in the order of the fact's fields.</param>
    /// <param name="at">The earliest time of the rows. Null if one of them is invalid; the reader then refuses the fact.</param>
    internal ReadOnlySpan<byte> Write(RowFact fact, IReadOnlyList<string?[]> rows, Instant? at)
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteString("kind", fact.Kind.Name());
        for (var i = 0; i < fact.Fields.Length; i++) Member(fact.Fields[i], i == fact.At && at is { } instant ? instant.ToString() : rows[0][i]);
        Attributes(fact, rows[0]);
        if (fact.IsGrouped) Lines(fact, rows);
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenSpan;
    }

    private void Member(RowField field, string? value)
    {
        if (field.IsLine || field.IsAttribute || value is null) return;
        if (field.Name != "segments")
        {
            _json.WriteString(field.Name, value);
            return;
        }
        _json.WriteStartArray(field.Name);
        string[] parts = field.Split is { } between
            ? value.Split(between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [value];
        foreach (var part in parts) _json.WriteStringValue(part);
        _json.WriteEndArray();
    }

    private void Attributes(RowFact fact, string?[] row)
    {
        var open = false;
        for (var i = 0; i < fact.Fields.Length; i++)
        {
            if (!fact.Fields[i].IsAttribute || row[i] is not { } value) continue;
            if (!open) _json.WriteStartObject("attributes");
            open = true;
            _json.WriteString(fact.Fields[i].Name, value);
        }
        if (open) _json.WriteEndObject();
    }

    private void Lines(RowFact fact, IReadOnlyList<string?[]> rows)
    {
        var open = false;
        foreach (var row in rows)
        {
            if (!HasLine(fact, row)) continue;
            if (!open) _json.WriteStartArray("lines");
            open = true;
            _json.WriteStartObject();
            for (var i = 0; i < row.Length; i++)
                if (fact.Fields[i].IsLine && row[i] is { } value) _json.WriteString(fact.Fields[i].Name, value);
            _json.WriteEndObject();
        }
        if (open) _json.WriteEndArray();
    }

    /// <summary>Whether the row contributes a purchase line. A row with only an amount doesn't.</summary>
    internal static bool HasLine(RowFact fact, string?[] row)
    {
        for (var i = 0; i < row.Length; i++)
            if (fact.Fields[i].IsLine && row[i] is not null) return true;
        return false;
    }

    public void Dispose() => _json.Dispose();
}
