using CustomerTiering.EventLog.Read;

namespace CustomerTiering.EventLog.Projections;

/// <inheritdoc/>
internal sealed class Fold<TView>(Projection<TView> projection) : Fold
    where TView : class
{
    /// <summary>Of a row: its object, its place in the dictionary, and the string of its key.</summary>
    private const int Overhead = 160;

    private readonly Dictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private readonly List<(RecordedEvent Event, Row Row)> _plan = [];
    private readonly List<Row> _changed = [];
    private readonly IReadOnlySet<string> _types = projection.Types;

    internal override bool Changed => _changed.Count > 0;

    internal override IReadOnlyList<string> Plan(IReadOnlyList<RecordedEvent> events)
    {
        var missing = new List<string>();
        foreach (var recorded in events)
        {
            if (!_types.Contains(recorded.Type)) continue;
            try
            {
                foreach (var key in projection.Keys(recorded))
                {
                    if (!_rows.TryGetValue(key, out var row))
                    {
                        _rows.Add(key, row = new(key));
                        Bytes += Overhead + 2 * key.Length;
                        if (!projection.Begins(key, recorded)) missing.Add(key);
                    }
                    _plan.Add((recorded, row));
                }
            }
            catch (Exception failure)
            {
                throw new FoldFailedException(recorded.Position, failure);
            }
        }
        return missing;
    }

    internal override void Supply(string key, byte[] stored)
    {
        var row = _rows[key];
        row.Unread = stored;
        row.Exists = true;
        Weigh(row, stored.Length);
    }

    internal override void Apply()
    {
        foreach (var (recorded, row) in _plan)
        {
            try
            {
                if (row.Unread is { } stored)
                {
                    row.View = projection.Read(stored);
                    row.Unread = null;
                }
                row.View = projection.Apply(row.Key, row.View, recorded);
                var size = row.View is null ? 0 : projection.Size(row.View);
                Weigh(row, row.View is null ? 0 : size > 0 ? size : row.Bytes + recorded.Leaf.Length);
            }
            catch (Exception failure)
            {
                throw new FoldFailedException(recorded.Position, failure);
            }
            if (!row.Changed)
            {
                row.Changed = true;
                _changed.Add(row);
            }
        }
        Folded += _plan.Count;
        _plan.Clear();
    }

    internal override RowChanges Changes()
    {
        _changed.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        var written = _changed.Count(row => row.View is not null);
        var (keys, views, gone) = (new string[written], new ReadOnlyMemory<byte>[written], new List<string>());
        var next = 0;
        foreach (var row in _changed)
        {
            if (row.View is { } view) (keys[next], views[next++]) = (row.Key, projection.Write(view));
            else if (row.Exists) gone.Add(row.Key);
        }
        return new(keys, views, [.. gone]);
    }

    internal override void Stored(bool forget)
    {
        foreach (var row in _changed)
        {
            row.Changed = false;
            row.Exists = row.View is not null;
        }
        _changed.Clear();
        Folded = 0;
        if (!forget) return;
        _rows.Clear();
        _rows.TrimExcess();
        Bytes = 0;
    }

    private void Weigh(Row row, int bytes)
    {
        Bytes += bytes - row.Bytes;
        row.Bytes = bytes;
    }

    private sealed class Row(string key)
    {
        internal readonly string Key = key;
        internal TView? View;
        internal byte[]? Unread;
        internal int Bytes;
        internal bool Exists;
        internal bool Changed;
    }
}
