using CustomerTiering.EventLog.Read;

namespace CustomerTiering.EventLog.Projections;

/// <summary>
/// A read model as a pure fold of the log: no clock, no query, no randomness, so that a rebuilt one is equal to a live one, row for row.
/// Its rows are views by key in one table, (tenant_id, generation, key, view) and whatever columns the table generates from the view.
/// </summary>
/// <param name="name">The stable name, by which it is rebuilt and reported: <c>customer-facts</c>.</param>
/// <param name="table">Its table, made by a migration.</param>
public abstract class Projection(string name, string table)
{
    /// <summary>The stable name.</summary>
    public string Name { get; } = name;

    /// <summary>The table that holds its rows.</summary>
    public string Table { get; } = table;
}

/// <inheritdoc/>
/// <typeparam name="TView">What one row holds. Immutable, or owned by the fold alone.</typeparam>
public abstract class Projection<TView>(string name, string table) : Projection(name, table)
    where TView : class
{
    /// <summary>The types of event it folds; all others pass by.</summary>
    public abstract IReadOnlySet<string> Types { get; }

    /// <summary>The keys of the rows that the event touches.</summary>
    public abstract IEnumerable<string> Keys(RecordedEvent recorded);

    /// <summary>The row after the event: from null if there was none, to null if there is none any more.</summary>
    public abstract TView? Apply(string key, TView? view, RecordedEvent recorded);

    /// <summary>The view as it is stored: JSON text for a <c>jsonb</c> column, or bytes for a <c>bytea</c> column.</summary>
    public abstract ReadOnlyMemory<byte> Write(TView view);

    /// <summary>The view read back.</summary>
    public abstract TView Read(ReadOnlyMemory<byte> stored);

    /// <summary>True where the column is <c>bytea</c>, false where it is <c>jsonb</c>.</summary>
    public virtual bool Binary => false;
}
