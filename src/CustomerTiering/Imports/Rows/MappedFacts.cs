using CustomerTiering.Imports.Maps;

namespace CustomerTiering.Imports.Rows;

/// <summary>
/// The facts in the rows of a table, according to a map. If rows are grouped, the file is first read to its end, and the facts are returned by time.
/// </summary>
internal sealed class MappedFacts : IDisposable
{
    private const int RowsPerProgress = 10_000;
    private readonly ImportKind _kind;
    private readonly JoinedRow _row;
    private readonly RowTest[] _skip;
    private readonly RowFact[] _facts;
    private readonly RowTimes _times;
    private readonly ImportTally _tally;
    private readonly Action _progress;
    private readonly FactText _text = new();

    internal MappedFacts(ImportKind kind, JoinedRow row, ImportMap map, string folder, ZoneRules? zone, ImportTally tally, Action progress)
    {
        (_kind, _row, _tally, _progress) = (kind, row, tally, progress);
        row.Join(map.Joins ?? [], map, folder);
        _skip = RowTest.Of(map.Skip, "$.skip", row);
        _facts = [.. map.Facts!.Select((fact, index) => new RowFact(fact, $"$.facts[{index}]", row))];
        _times = new(map.Times, zone);
    }

    internal IEnumerable<PlannedFact> Read(CancellationToken cancel)
    {
        _row.Load(cancel);
        return Array.Exists(_facts, fact => fact.IsGrouped) ? Grouped(cancel) : OneByOne(cancel);
    }

    private IEnumerable<PlannedFact> OneByOne(CancellationToken cancel)
    {
        while (NextRow(cancel, out var told))
        {
            foreach (var (index, values) in told)
            {
                if (values is null) continue;
                var (_, json) = Text(index, [values]);
                if (PlannedFact.Read(json, [_row.Rows.Line], _kind, _times.Zone, _tally) is { } planned) yield return planned;
            }
        }
    }

    private IEnumerable<PlannedFact> Grouped(CancellationToken cancel)
    {
        using var kept = new KeptFacts();
        using (var rows = new RowGroups(_facts, _times, _tally))
        {
            while (NextRow(cancel, out var told))
            {
                foreach (var (index, values) in told)
                {
                    if (_facts[index].IsGrouped) rows.Add(index, values, IdOf(index), _row.Rows.Line);
                    else if (values is not null)
                    {
                        var (at, json) = Text(index, [values]);
                        kept.Add(at, [_row.Rows.Line], json.Span);
                    }
                }
            }
            foreach (var group in rows.Sorted())
            {
                cancel.ThrowIfCancellationRequested();
                kept.Add(group.At ?? default, group.Lines, _text.Write(_facts[group.Fact], group.Rows, group.At));
            }
        }
        foreach (var (lines, json) in kept.Sorted())
            if (PlannedFact.Read(json, lines, _kind, _times.Zone, _tally) is { } planned) yield return planned;
    }

    private (Instant At, ReadOnlyMemory<byte> Json) Text(int index, string?[][] rows)
    {
        var fact = _facts[index];
        var at = rows[0][fact.At] is { } time ? _times.Read(time) : null;
        return (at ?? default, _text.Write(fact, rows, at).ToArray());
    }

    private string? IdOf(int index) => _facts[index].Fields[_facts[index].Id].Value(_row);

    /// <summary>The next row and its facts: for each fact its values, or null if they are invalid and were reported.</summary>
    private bool NextRow(CancellationToken cancel, out List<(int Fact, string?[]? Values)> told)
    {
        told = [];
        if (!_row.Next(out var fault)) return false;
        cancel.ThrowIfCancellationRequested();
        if (++_tally.Read % RowsPerProgress == 0) _progress();
        if (fault?.Code == "malformed-row")
        {
            _tally.Reject(_row.Rows.Line, fault);
            return true;
        }
        if (Array.Exists(_skip, test => test.Applies(_row)))
        {
            _tally.Skipped++;
            return true;
        }
        for (var i = 0; i < _facts.Length; i++)
            if (_facts[i].Applies(_row)) told.Add((i, fault is null ? _facts[i].Values(_row) : null));
        if (fault is not null) _tally.Reject(_row.Rows.Line, fault);
        else if (told.Count == 0)
            _tally.Reject(_row.Rows.Line, new FieldError("$", "no-fact", "No fact of the map applies to this row, and no skip condition either."));
        else for (var i = 0; i < told.Count; i++) told[i] = (told[i].Fact, Checked(told[i].Fact, told[i].Values!));
        return true;
    }

    private string?[]? Checked(int index, string?[] values)
    {
        var broken = Array.FindIndex(values, RowField.IsBroken);
        if (broken < 0) return values;
        _tally.Reject(_row.Rows.Line, new FieldError(
            "$." + _facts[index].Fields[broken].Member, "not-text", "The value has bytes that are invalid in the file's encoding."));
        return null;
    }

    public void Dispose() => _text.Dispose();
}
