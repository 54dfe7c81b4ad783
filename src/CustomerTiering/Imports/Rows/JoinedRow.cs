using CustomerTiering.Imports.Files;
using CustomerTiering.Imports.Maps;

namespace CustomerTiering.Imports.Rows;

/// <summary>The position of a value: in the row itself (table 0) or in one of the joined files (from 1).</summary>
internal readonly record struct Column(int Table, int Slot);

/// <summary>A row together with the matching rows of other files.</summary>
internal sealed class JoinedRow : IDisposable
{
    private readonly InputFile _file;
    private readonly TableRows _rows;
    private readonly List<JoinTable> _joins = [];
    private readonly List<Column> _by = [];
    private readonly List<string?[]?> _joined = [];
    private readonly List<FieldError> _unknown = [];

    internal JoinedRow(InputFile file, TableRows rows) => (_file, _rows) = (file, rows);

    internal TableRows Rows => _rows;

    internal long BytesRead => _file.Position;

    internal string? this[Column column] => column.Table == 0 ? _rows[column.Slot] : _joined[column.Table - 1]?[column.Slot];

    /// <summary>Finds a column by name; columns of joined files have the join's name as a prefix. A missing column is recorded as an error.</summary>
    internal Column Find(string name, string path)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var table = dot < 0 ? -1 : _joins.FindIndex(join => join.Name == name[..dot]);
        var slot = table < 0 ? _rows.Slot(name) : _joins[table].Slot(name[(dot + 1)..]);
        if (slot is null) _unknown.Add(new(path, "unknown-column", $"There is no column '{name}'."));
        return new(table + 1, slot ?? 0);
    }

    /// <summary>Declares the joins in order. The key of a join may be in an earlier join.</summary>
    internal void Join(IReadOnlyList<MapJoin> joins, ImportMap map, string folder)
    {
        foreach (var join in joins)
        {
            _by.Add(Find(join.By!, $"$.joins[{_joins.Count}].by"));
            _joins.Add(new(join, map, folder));
            _joined.Add(null);
        }
    }

    /// <summary>Reads the joined files. Must be called after all columns were requested.</summary>
    /// <exception cref="ImportRefusedException">A column is missing, or a joined file can't be used.</exception>
    internal void Load(CancellationToken cancel)
    {
        for (var i = 0; i < _joins.Count; i++)
            _unknown.AddRange(_joins[i].Unknown.Select(error => error with { Field = $"$.joins[{i}].{error.Field}" }));
        if (_unknown.Count > 0) throw new ImportRefusedException([.. _unknown.Distinct()]);
        foreach (var join in _joins) join.Load(cancel);
    }

    /// <summary>Advances to the next row and its matching rows.</summary>
    /// <param name="fault">The reason why the row can't be used; null if it can.</param>
    internal bool Next(out FieldError? fault)
    {
        fault = null;
        if (!_rows.Next()) return false;
        if (_rows.Fault is { } malformed) fault = new("$", "malformed-row", malformed);
        for (var i = 0; i < _joins.Count && fault is null; i++)
        {
            var key = this[_by[i]];
            _joined[i] = key is null ? null : _joins[i].Find(key);
            if (_joined[i] is null && !_joins[i].IsOptional) fault = new(_joins[i].Name, "not-joined", $"'{_joins[i].Name}' has no row for '{key}'.");
        }
        return true;
    }

    public void Dispose()
    {
        _rows.Dispose();
        _file.Dispose();
        foreach (var join in _joins) join.Dispose();
    }
}
