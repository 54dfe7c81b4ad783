using CustomerTiering.EventLog.Read;

namespace CustomerTiering.EventLog.Projections;

/// <summary>
/// A read model as a pure fold of the log: no clock, no query, no randomness, so that a rebuilt one is equal to a live one, row for row.
/// Its rows are views by key in one table, (tenant_id, generation, key, view) and whatever columns the table generates from the view.
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

    /// <summary>The stable name, by which it is rebuilt and reported: <c>customer-facts</c>.</summary>
    public string Name { get; }

    /// <summary>The table that holds its rows, made by a migration.</summary>
    public string Table { get; }

    /// <summary>The types of event it folds; all others pass by.</summary>
    public abstract IReadOnlySet<string> Types { get; }

    /// <summary>True where the column is <c>bytea</c>, false where it is <c>jsonb</c>.</summary>
    public virtual bool Binary => false;

    internal abstract Fold Begin();
}

/// <inheritdoc/>
/// <typeparam name="TView">
/// What one row holds. Immutable, or mutable and owned by the fold alone: a view that failed half-way through an event is thrown away and
/// loaded again.
/// </typeparam>
/// <param name="name">The stable name: <c>customer-facts</c>.</param>
/// <param name="table">Its table: <c>customer_facts</c>.</param>
public abstract class Projection<TView>(string name, string table) : Projection(name, table)
    where TView : class
{
    /// <summary>The keys of the rows that the event touches; each at most once.</summary>
    public abstract IEnumerable<string> Keys(RecordedEvent recorded);

    /// <summary>
    /// True where no event before this one can have touched the row: then none is looked for in the database. False where it can't be told.
    /// </summary>
    public virtual bool Begins(string key, RecordedEvent recorded) => false;

    /// <summary>
    /// The row after the event: from null if there was none, to null if there is none any more. An exception stops the projection before
    /// this event, and its type and message are shown to operators: it names no person.
    /// </summary>
    public abstract TView? Apply(string key, TView? view, RecordedEvent recorded);

    /// <summary>The view as it is stored: JSON text for a <c>jsonb</c> column, or bytes for a <c>bytea</c> column.</summary>
    public abstract ReadOnlyMemory<byte> Write(TView view);

    /// <summary>The view read back.</summary>
    public abstract TView Read(ReadOnlyMemory<byte> stored);

    /// <summary>
    /// How many bytes the view holds in memory, about; by it a rebuild keeps to its bound. Zero where it can't be told: then the bytes read
    /// and those of every event folded into it are counted, which a fold that keeps less than it is told stays below.
    /// </summary>
    public virtual int Size(TView view) => 0;

    internal sealed override Fold Begin() => new Fold<TView>(this);
}
