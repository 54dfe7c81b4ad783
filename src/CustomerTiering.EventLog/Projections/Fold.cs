using CustomerTiering.EventLog.Read;

namespace CustomerTiering.EventLog.Projections;

/// <summary>
/// The in-memory views of one projection, with their changes since they were last stored. Not thread-safe: <see cref="Plan"/> names the missing rows,
/// <see cref="Supply"/> adds them, <see cref="Apply"/> folds.
/// </summary>
internal abstract class Fold
{
    /// <summary>The approximate size in memory.</summary>
    internal abstract long Bytes { get; }

    /// <summary>The number of events folded since the last <see cref="Stored"/>.</summary>
    internal int Folded { get; private protected set; }

    /// <summary>Whether any row must be written or deleted.</summary>
    internal abstract bool Changed { get; }

    /// <summary>Finds the rows that the events touch, and returns the keys that must be loaded first.</summary>
    internal abstract IReadOnlyList<string> Plan(IReadOnlyList<RecordedEvent> events);

    /// <summary>Adds a row that <see cref="Plan"/> requested; rows not supplied do not exist.</summary>
    internal abstract void Supply(string key, byte[] stored);

    /// <summary>Folds the planned events.</summary>
    internal abstract void Apply();

    /// <summary>The rows to write and to delete, ordered by key.</summary>
    internal abstract RowChanges Changes();

    /// <summary>Marks the <see cref="Changes"/> as committed, and optionally drops the views.</summary>
    internal abstract void Stored(bool forget);
}

/// <summary>Keys and views of the rows to write, in parallel arrays, and the keys of the rows to delete.</summary>
internal sealed record RowChanges(string[] Keys, ReadOnlyMemory<byte>[] Views, string[] Gone);

/// <summary>A projection could not fold an event.</summary>
internal sealed class FoldFailedException(long position, Exception inner) : Exception(inner.Message, inner)
{
    internal long Position { get; } = position;
}
