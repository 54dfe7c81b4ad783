using CustomerTiering.EventLog.Read;

namespace CustomerTiering.EventLog.Projections;

/// <summary>
/// The views of one projection that are in memory, and what changed in them since they were last stored. Used by one thread at a time:
/// <see cref="Plan"/> names the rows that are missing, <see cref="Supply"/> brings them, <see cref="Apply"/> folds.
/// </summary>
internal abstract class Fold
{
    /// <summary>The bytes that are held, about.</summary>
    internal abstract long Bytes { get; }

    /// <summary>How many events were folded since the last <see cref="Stored"/>.</summary>
    internal int Folded { get; private protected set; }

    /// <summary>Whether a row must be written or deleted.</summary>
    internal abstract bool Changed { get; }

    /// <summary>Finds the rows that the events touch, and gives the keys of those that must be read first.</summary>
    internal abstract IReadOnlyList<string> Plan(IReadOnlyList<RecordedEvent> events);

    /// <summary>Brings a row that <see cref="Plan"/> asked for; those not brought do not exist.</summary>
    internal abstract void Supply(string key, byte[] stored);

    /// <summary>Folds the planned events.</summary>
    internal abstract void Apply();

    /// <summary>The rows to write and to delete, in the order of their keys.</summary>
    internal abstract RowChanges Changes();

    /// <summary>Tells that <see cref="Changes"/> were committed; forgets the views if asked to.</summary>
    internal abstract void Stored(bool forget);
}

/// <summary>Rows as they are written: keys, and bytes beside them; and the keys of rows that go.</summary>
internal sealed record RowChanges(string[] Keys, ReadOnlyMemory<byte>[] Views, string[] Gone);

/// <summary>An event that a projection could not fold.</summary>
internal sealed class FoldFailedException(long position, Exception inner) : Exception(inner.Message, inner)
{
    internal long Position { get; } = position;
}
