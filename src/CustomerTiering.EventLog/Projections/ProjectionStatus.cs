namespace CustomerTiering.EventLog.Projections;

/// <summary>The progress of a projection's generation in one tenant's log.</summary>
/// <param name="Name">The projection.</param>
/// <param name="Generation">The generation's number.</param>
/// <param name="Live">Whether queries read this generation.</param>
/// <param name="Position">The last position folded.</param>
/// <param name="Head">The last position of the log.</param>
/// <param name="StoppedAt">The position of the event that stopped it; null while it runs.</param>
/// <param name="Reason">Type and message of the exception that stopped it; null while it runs.</param>
public sealed record ProjectionStatus(
    string Name, int Generation, bool Live, long Position, long Head, ProjectionState State, long? StoppedAt, string? Reason)
{
    /// <summary>The number of events between its position and the head.</summary>
    public long Lag => Math.Max(0, Head - Position);
}

/// <summary>The state of a projection's generation.</summary>
public enum ProjectionState
{
    /// <summary>Follows the log.</summary>
    Running,

    /// <summary>Stopped before an event that it could not fold.</summary>
    Stopped,

    /// <summary>Being built beside the live generation.</summary>
    Rebuilding,

    /// <summary>Replaced; its rows are being deleted.</summary>
    Retired,
}
