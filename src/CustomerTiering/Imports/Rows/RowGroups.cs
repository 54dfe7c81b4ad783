using System.Buffers;
using CustomerTiering.Imports.Files;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Imports.Rows;

/// <summary>The rows of one fact.</summary>
/// <param name="Fact">Index of the fact in the map.</param>
/// <param name="At">The earliest time of the rows; null if one of them is invalid.</param>
/// <param name="Lines">Line numbers, ascending.</param>
/// <param name="Rows">The values of each row. The first also holds the values outside of lines that any row states.</param>
internal sealed record RowGroup(int Fact, Instant? At, long[] Lines, IReadOnlyList<string?[]> Rows);

/// <summary>Groups the rows of one fact, wherever they are in the file.</summary>
internal sealed class RowGroups(RowFact[] facts, RowTimes times, ImportTally tally) : IDisposable
{
    /// <summary>The log accepts no larger purchase.</summary>
    private const int MostRows = 10_000;

    private readonly RecordSort _sort = new();
    private readonly ArrayBufferWriter<byte> _key = new(), _payload = new();

    /// <param name="fact">Index of the fact in the map.</param>
    /// <param name="values">Its values in this row. Null if the row was rejected, which rejects the fact.</param>
    /// <param name="id">The id that groups rows.</param>
    internal void Add(int fact, string?[]? values, string? id, long line)
    {
        if (id is null)
        {
            if (values is not null)
                tally.Reject(
                    line, new FieldError("$.id", "missing-member", $"A {facts[fact].Kind.Name()} must have an id, which identifies its rows."));
            return;
        }
        RowRecord.WriteKey(_key, fact, id, line);
        if (values is null) _payload.ResetWrittenCount();
        else RowRecord.WriteValues(_payload, values);
        _sort.Add(_key.WrittenSpan, _payload.WrittenSpan);
    }

    /// <summary>The valid groups, by fact and id.</summary>
    internal IEnumerable<RowGroup> Sorted()
    {
        var (group, lines, rows) = (Array.Empty<byte>(), new List<long>(), new List<string?[]?>());
        foreach (var record in _sort.Sorted())
        {
            if (lines.Count > 0 && !RowRecord.GroupOf(record.Key.Span).SequenceEqual(group))
            {
                if (Whole(group[0], lines, rows) is { } whole) yield return whole;
                lines.Clear();
                rows.Clear();
            }
            if (lines.Count == 0) group = RowRecord.GroupOf(record.Key.Span).ToArray();
            lines.Add(RowRecord.LineOf(record.Key.Span));
            if (lines.Count <= MostRows)
                rows.Add(record.Payload.IsEmpty ? null : RowRecord.Values(record.Payload.Span, facts[group[0]].Fields.Length));
        }
        if (lines.Count > 0 && Whole(group[0], lines, rows) is { } last) yield return last;
    }

    private RowGroup? Whole(int index, List<long> lines, List<string?[]?> rows)
    {
        var fact = facts[index];
        if (lines.Count > MostRows)
            return Refused(lines, new FieldError("$.lines", "event-too-large", $"The fact has {lines.Count} rows; the maximum is {MostRows}."));
        var bad = rows.IndexOf(null);
        if (bad >= 0)
        {
            for (var i = 0; i < rows.Count; i++)
                if (rows[i] is not null) tally.Reject(lines[i], ImportTally.Together(lines[bad]));
            return null;
        }
        Instant? at = Instant.Of(DateTimeOffset.MaxValue);
        foreach (var row in rows)
        {
            if (row![fact.At] is not { } text || times.Read(text) is not { } time)
            {
                rows[0]![fact.At] = row[fact.At]; // the invalid time must be the one that is refused
                at = null;
                break;
            }
            if (time < at) at = time;
        }
        for (var i = 0; i < fact.Fields.Length; i++)
        {
            if (fact.Fields[i].IsLine || i == fact.At) continue;
            foreach (var row in rows)
            {
                rows[0]![i] ??= row![i];
                if (row![i] is { } value && value != rows[0]![i])
                    return Refused(lines, new FieldError(
                        "$." + fact.Fields[i].Member, "rows-differ", $"The rows of one fact have different values: '{rows[0]![i]}' and '{value}'."));
            }
        }
        return new(index, at, [.. lines], [.. rows!]);
    }

    private RowGroup? Refused(List<long> lines, FieldError error)
    {
        tally.Reject([.. lines], [error]);
        return null;
    }

    public void Dispose() => _sort.Dispose();
}
