using CustomerTiering.EventLog.Read;

namespace CustomerTiering.EventLog.Projections;

/// <inheritdoc/>
internal sealed class Fold<TView>(Projection<TView> projection) : Fold
    where TView : class
{
    /// <summary>The bytes per row for its object, its dictionary entry and its key's string header.</summary>
    private const int Overhead = 160;

    /// <summary>Fewer events are folded by a single thread.</summary>
    private const int WorthSharing = 512;

    /// <summary>
    /// This many consecutive new rows go to one part, then to the next: rows of one event stay together, and parts get a mix of all kinds.
    /// </summary>
    private const int Together = 16;

    private readonly Dictionary<string, FoldRow<TView>> _rows = new(StringComparer.Ordinal);
    private readonly FoldPart<TView>[] _parts = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new FoldPart<TView>(projection))];
    private readonly IReadOnlySet<string> _types = projection.Types;
    private long _overhead;

    internal override long Bytes => _overhead + _parts.Sum(part => part.Bytes);

    internal override bool Changed => _parts.Any(part => part.Changed.Count > 0);

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
                        _rows.Add(key, row = new(key, _parts[_rows.Count / Together % _parts.Length]));
                        _overhead += Overhead + 2 * key.Length;
                        if (!projection.Begins(key, recorded)) missing.Add(key);
                    }
                    row.Part.Plan(recorded, row);
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
        row.Part.Supply(row, stored);
    }

    internal override void Apply()
    {
        var planned = _parts.Sum(part => part.Planned);
        var failures = new FoldFailedException?[_parts.Length];
        if (planned >= WorthSharing) Parallel.For(0, _parts.Length, part => failures[part] = _parts[part].Apply());
        else for (var part = 0; part < _parts.Length; part++) failures[part] = _parts[part].Apply();
        if (failures.OfType<FoldFailedException>().MinBy(failure => failure.Position) is { } first) throw first;
        Folded += planned;
    }

    internal override RowChanges Changes()
    {
        List<FoldRow<TView>> changed = [.. _parts.SelectMany(part => part.Changed)];
        changed.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));
        var written = changed.Count(row => row.View is not null);
        var (keys, views, gone) = (new string[written], new ReadOnlyMemory<byte>[written], new List<string>());
        var next = 0;
        foreach (var row in changed)
        {
            if (row.View is { } view) (keys[next], views[next++]) = (row.Key, projection.Write(view));
            else if (row.Exists) gone.Add(row.Key);
        }
        return new(keys, views, [.. gone]);
    }

    internal override void Stored(bool forget)
    {
        foreach (var part in _parts) part.Stored(forget);
        Folded = 0;
        if (!forget) return;
        _rows.Clear();
        _rows.TrimExcess();
        _overhead = 0;
    }
}
