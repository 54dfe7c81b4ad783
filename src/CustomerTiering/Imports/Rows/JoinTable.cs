using CustomerTiering.Imports.Files;
using CustomerTiering.Imports.Maps;

namespace CustomerTiering.Imports.Rows;

/// <summary>Another file in memory, by key. Contains only the columns that the map uses, up to a size limit.</summary>
internal sealed class JoinTable : IDisposable
{
    /// <summary>Approximate memory limit of a joined file.</summary>
    internal const long MostBytes = 256 << 20;

    private const int BytesOfRow = 64, BytesOfValue = 32;
    private readonly Dictionary<string, string?[]> _byKey = new(StringComparer.Ordinal);
    private readonly List<int> _wanted = [];
    private readonly List<FieldError> _unknown = [];
    private readonly string _path;
    private readonly InputFile _file;
    private readonly TableRows _rows;
    private readonly int _key;

    internal JoinTable(MapJoin join, ImportMap map, string folder)
    {
        (Name, IsOptional) = (join.Name!, join.Optional);
        _path = Path.Combine(folder, join.File!);
        _file = InputFile.Open(_path);
        _rows = TableRows.Of(_file, map);
        _key = _rows.Slot(join.Key!) ?? Refuse(join.Key!);
    }

    internal string Name { get; }

    internal bool IsOptional { get; }

    internal IReadOnlyList<FieldError> Unknown => _unknown;

    /// <summary>The slot of a column; null if there is no such column.</summary>
    internal int? Slot(string column)
    {
        if (_rows.Slot(column) is not { } slot) return null;
        if (_wanted.IndexOf(slot) is >= 0 and var known) return known;
        _wanted.Add(slot);
        return _wanted.Count - 1;
    }

    internal string?[]? Find(string key) => _byKey.GetValueOrDefault(key);

    internal void Load(CancellationToken cancel)
    {
        var bytes = 0L;
        while (_rows.Next())
        {
            cancel.ThrowIfCancellationRequested();
            if (_rows.Fault is { } fault) throw Refused("malformed-row", $"line {_rows.Line} of {_path}: {fault}");
            if (_rows[_key] is not { } key) continue;
            var row = _wanted.Select(slot => _rows[slot]).ToArray();
            bytes += BytesOfRow + BytesOfValue + (2 * key.Length) + row.Sum(value => value is null ? 8 : BytesOfValue + (2 * value.Length));
            if (bytes > MostBytes) throw Refused("join-too-large", $"{_path} needs more than {MostBytes >> 20} MB of memory.");
            if (!_byKey.TryAdd(key, row)) throw Refused("duplicate-key", $"line {_rows.Line} of {_path}: the key '{key}' occurs twice.");
        }
    }

    private ImportRefusedException Refused(string code, string message) => new(Name, code, message);

    private int Refuse(string column)
    {
        _unknown.Add(new("key", "unknown-column", $"{_path} has no column '{column}'."));
        return 0;
    }

    public void Dispose()
    {
        _rows.Dispose();
        _file.Dispose();
    }
}
