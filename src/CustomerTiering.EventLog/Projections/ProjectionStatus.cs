namespace CustomerTiering.EventLog.Projections;

/// <summary>How a projection stands in one tenant's log.</summary>
/// <param name="Name">The projection.</param>
/// <param name="Generation">Which of its generations; the live one answers queries.</param>
/// <param name="Live">Whether it is the one that answers.</param>
/// <param name="Position">The last position that is folded in.</param>
/// <param name="Head">The last position of the log.</param>
/// <param name="State">What it does.</param>
/// <param name="StoppedAt">The position of the event that it could not fold; null while it isn't stopped.</param>
/// <param name="Reason">Type and message of what stopped it; null while it isn't stopped.</param>
public sealed record ProjectionStatus(
    string Name, int Generation, bool Live, long Position, long Head, ProjectionState State, long? StoppedAt, string? Reason)
{
    /// <summary>How many events it is behind.</summary>
    public long Lag => Math.Max(0, Head - Position);
}

/// <summary>What a projection's generation does.</summary>
public enum ProjectionState
{
    /// <summary>Follows the log.</summary>
    Running,

    /// <summary>Waits before an event that it could not fold.</summary>
    Stopped,

    /// <summary>Is being built beside the live one.</summary>
    Rebuilding,

    /// <summary>Was replaced; its rows are being deleted.</summary>
    Retired,
}
