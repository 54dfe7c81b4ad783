using CustomerTiering.EventLog.Read;

namespace CustomerTiering.EventLog.Projections;

/// <summary>
/// Reacts to a log: gets every event of its types once and in order, or, after a crash or a lost race, some of them once more. So what it does must
/// be harmless to repeat: appends whose event ids follow from the event that led to them, timers set by key.
/// </summary>
/// <param name="Name">The stable name under which its position is kept.</param>
/// <param name="Types">The types of event it is given; all others pass by.</param>
/// <param name="After">
/// Projections that must have reached the position before it is given the events, for a handler that asks their read models. These may be further on.
/// </param>
/// <param name="HandleAsync">
/// Gets events of one tenant, in order, at least one. Only when it returns is the position moved. If it throws, it is called again, with
/// fewer events, until the one that fails is alone; after several attempts the follower stops before that event and says why.
/// </param>
public sealed record Follower(
    string Name, IReadOnlySet<string> Types, IReadOnlyCollection<string> After,
    Func<TenantId, IReadOnlyList<RecordedEvent>, CancellationToken, Task> HandleAsync);

/// <summary>How a follower stands in one tenant's log.</summary>
/// <param name="Name">The follower.</param>
/// <param name="Position">The last position that is dealt with.</param>
/// <param name="Head">The last position of the log.</param>
/// <param name="StoppedAt">The position of the event that it failed on; null while it isn't stopped.</param>
/// <param name="Reason">Type and message of what stopped it; null while it isn't stopped.</param>
public sealed record FollowerStatus(string Name, long Position, long Head, long? StoppedAt, string? Reason)
{
    /// <summary>How many events it is behind.</summary>
    public long Lag => Math.Max(0, Head - Position);
}
