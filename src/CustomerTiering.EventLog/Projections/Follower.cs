using CustomerTiering.EventLog.Read;

namespace CustomerTiering.EventLog.Projections;

/// <summary>
/// Reacts to a log: receives every event of its types in order, at least once; a crash or a lost race causes redelivery. So its effects must be
/// idempotent: appends whose event ids derive from the causing event, timers set by key.
/// </summary>
/// <param name="Name">The stable name under which its position is stored.</param>
/// <param name="Types">The event types it receives.</param>
/// <param name="After">Projections that must reach a position before it receives the events up to there. They may be further ahead.</param>
/// <param name="HandleAsync">
/// Receives events of one tenant, in order, at least one. The position moves only when it returns. If it throws, it is retried with ever fewer events
/// until the failing one is isolated; after several attempts the follower stops before that event and records the reason.
/// </param>
public sealed record Follower(
    string Name, IReadOnlySet<string> Types, IReadOnlyCollection<string> After,
    Func<TenantId, IReadOnlyList<RecordedEvent>, CancellationToken, Task> HandleAsync);

/// <summary>The progress of a follower in one tenant's log.</summary>
/// <param name="Name">The follower.</param>
/// <param name="Position">The last position handled.</param>
/// <param name="Head">The last position of the log.</param>
/// <param name="StoppedAt">The position of the event that stopped it; null while it runs.</param>
/// <param name="Reason">Type and message of the exception that stopped it; null while it runs.</param>
public sealed record FollowerStatus(string Name, long Position, long Head, long? StoppedAt, string? Reason)
{
    /// <summary>The number of events between its position and the head.</summary>
    public long Lag => Math.Max(0, Head - Position);
}
