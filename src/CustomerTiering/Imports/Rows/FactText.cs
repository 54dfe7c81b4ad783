using System.Buffers;
using System.Text.Json;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Imports.Rows;

/// <summary>Writes what rows tell as a fact in the shape of the facts guide: so that one reader judges it, however it came.</summary>
internal sealed class FactText : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _json;

    internal FactText() => _json = new(_buffer, new JsonWriterOptions { SkipValidation = true });

    /// <summary>The fact of one row, or of several that are one; valid until the next one.</summary>
    /// <param name="fact">What they tell.</param>
    /// <param name="rows">The values of each row, in the order of the fact's fields.</param>
    /// <param name="at">The earliest of their times; null if one of them is none, which is then left to be refused.</param>
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
        string[] parts = field.Split is { } between ? value.Split(between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [value];
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

    /// <summary>Whether the row has a line of its own: one with an amount alone has none.</summary>
    internal static bool HasLine(RowFact fact, string?[] row)
    {
        for (var i = 0; i < row.Length; i++)
            if (fact.Fields[i].IsLine && row[i] is not null) return true;
        return false;
    }

    public void Dispose() => _json.Dispose();
}
