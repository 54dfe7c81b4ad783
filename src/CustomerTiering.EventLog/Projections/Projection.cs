using CustomerTiering.EventLog.Read;

namespace CustomerTiering.EventLog.Projections;

/// <summary>
/// A read model as a pure fold of the log: no clock, query or randomness, so that a rebuild equals the live rows. Its rows are views by key in one
/// table, (tenant_id, generation, key, view), plus any columns that the table generates from the view.
/// </summary>
public abstract class Projection
{
    private protected Projection(string name, string table)
    {
        if (table.Length == 0 || !table.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_'))
            throw new ArgumentException($"'{table}' is no table's name: lower-case letters, digits and underscores.", nameof(table));
        Name = name;
        Table = table;
    }

    /// <summary>The stable name used for rebuilds and status: <c>customer-facts</c>.</summary>
    public string Name { get; }

    /// <summary>The table of its rows, created by a migration.</summary>
    public string Table { get; }

    /// <summary>The event types it folds.</summary>
    public abstract IReadOnlySet<string> Types { get; }

    /// <summary>Whether the view column is <c>bytea</c>, not <c>jsonb</c>.</summary>
    public virtual bool Binary => false;

    internal abstract Fold Begin();
}

/// <inheritdoc/>
/// <typeparam name="TView">
/// The content of a row. Immutable, or mutable and owned by the fold alone: a view that fails halfway through an event is discarded and reloaded.
/// </typeparam>
/// <param name="name">The stable name: <c>customer-facts</c>.</param>
/// <param name="table">The table: <c>customer_facts</c>.</param>
public abstract class Projection<TView>(string name, string table) : Projection(name, table)
    where TView : class
{
    /// <summary>The keys of the rows that the event touches; each at most once.</summary>
    public abstract IEnumerable<string> Keys(RecordedEvent recorded);

    /// <summary>True if no earlier event can have touched the row, which saves the lookup in the database. False if unknown.</summary>
    public virtual bool Begins(string key, RecordedEvent recorded) => false;

    /// <summary>
    /// The row after the event. <paramref name="view"/> is null if there was no row; a null result deletes it. An exception stops the projection
    /// before this event, and its type and message are shown to operators, so they must not contain personal data.
    /// </summary>
    public abstract TView? Apply(string key, TView? view, RecordedEvent recorded);

    /// <summary>Serializes a view: JSON text for a <c>jsonb</c> column, bytes for a <c>bytea</c> column.</summary>
    public abstract ReadOnlyMemory<byte> Write(TView view);

    /// <summary>Deserializes a view.</summary>
    public abstract TView Read(ReadOnlyMemory<byte> stored);

    /// <summary>
    /// The approximate size of the view in memory, in bytes, which bounds a rebuild's memory. Zero if unknown: then the stored bytes and the leaves
    /// folded in since are counted, an upper bound for views that keep less than they receive.
    /// </summary>
    public virtual int Size(TView view) => 0;

    internal sealed override Fold Begin() => new Fold<TView>(this);
}
