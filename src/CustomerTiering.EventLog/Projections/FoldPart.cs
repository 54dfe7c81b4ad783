using CustomerTiering.EventLog.Read;

namespace CustomerTiering.EventLog.Projections;

/// <summary>A partition of a fold's rows, folded by one thread. A row's events stay in order.</summary>
internal sealed class FoldPart<TView>(Projection<TView> projection)
    where TView : class
{
    private readonly List<(RecordedEvent Event, FoldRow<TView> Row)> _plan = [];

    /// <summary>The rows to write or to delete.</summary>
    internal List<FoldRow<TView>> Changed { get; } = [];

    /// <summary>The approximate size of its views.</summary>
    internal long Bytes { get; private set; }

    internal int Planned => _plan.Count;

    internal void Plan(RecordedEvent recorded, FoldRow<TView> row) => _plan.Add((recorded, row));

    internal void Supply(FoldRow<TView> row, byte[] stored)
    {
        row.Unread = stored;
        row.Exists = true;
        Weigh(row, stored.Length);
    }

    /// <summary>Folds the planned events; stops at the first failure and returns it.</summary>
    internal FoldFailedException? Apply()
    {
        foreach (var (recorded, row) in _plan)
        {
            try
            {
                Apply(recorded, row);
            }
            catch (Exception failure)
            {
                return new(recorded.Position, failure);
            }
        }
        _plan.Clear();
        return null;
    }

    internal void Stored(bool forget)
    {
        foreach (var row in Changed)
        {
            row.Changed = false;
            row.Exists = row.View is not null;
        }
        Changed.Clear();
        if (forget) Bytes = 0;
    }

    private void Apply(RecordedEvent recorded, FoldRow<TView> row)
    {
        if (row.Unread is { } stored)
        {
            row.View = projection.Read(stored);
            row.Unread = null;
        }
        row.View = projection.Apply(row.Key, row.View, recorded);
        var size = row.View is null ? 0 : projection.Size(row.View);
        Weigh(row, row.View is null ? 0 : size > 0 ? size : row.Bytes + recorded.Leaf.Length);
        if (row.Changed) return;
        row.Changed = true;
        Changed.Add(row);
    }

    private void Weigh(FoldRow<TView> row, int bytes)
    {
        Bytes += bytes - row.Bytes;
        row.Bytes = bytes;
    }
}

internal sealed class FoldRow<TView>(string key, FoldPart<TView> part)
    where TView : class
{
    internal readonly string Key = key;
    internal readonly FoldPart<TView> Part = part;
    internal TView? View;
    internal byte[]? Unread;
    internal int Bytes;
    internal bool Exists;
    internal bool Changed;
}
