namespace CustomerTiering.EventLog.Append;

/// <summary>The result of an append request, reported after the commit.</summary>
public abstract record AppendOutcome
{
    private AppendOutcome() { }

    /// <summary>All events were appended, at consecutive positions.</summary>
    /// <param name="FirstPosition">The position of the first event; the head's position if the request had no events.</param>
    /// <param name="Count">The number of events.</param>
    /// <param name="Recorded">The recorded time of all events, UTC.</param>
    public sealed record Appended(long FirstPosition, int Count, DateTimeOffset Recorded) : AppendOutcome
    {
        /// <summary>The position of the last event.</summary>
        public long LastPosition => FirstPosition + Math.Max(0, Count - 1);
    }

    /// <summary>The idempotency key was used before for the same request; nothing was appended now.</summary>
    /// <param name="FirstPosition">The position of the first event of the original append.</param>
    /// <param name="Count">The number of events of the original append.</param>
    /// <param name="Outcome">The outcome kept with the original append.</param>
    public sealed record Replayed(long FirstPosition, int Count, ReadOnlyMemory<byte> Outcome) : AppendOutcome;

    /// <summary>The idempotency key was used before for a different request.</summary>
    public sealed record KeyReused(string Key) : AppendOutcome;

    /// <summary>A stream was not at its expected version.</summary>
    public sealed record Conflict(StreamId Stream, int Expected, int Actual) : AppendOutcome;

    /// <summary>At least one event is already in the log, and no event has different content; nothing was appended.</summary>
    /// <param name="Id">The first event found.</param>
    public sealed record Duplicate(Guid Id, long Position) : AppendOutcome;

    /// <summary>An event with this id is already in the log with different content.</summary>
    public sealed record IdReused(Guid Id, long Position) : AppendOutcome;

    /// <summary>The stream is closed.</summary>
    public sealed record Closed(StreamId Stream) : AppendOutcome;

    /// <summary>A leaf would exceed 60,000 bytes.</summary>
    public sealed record TooLarge(Guid Id, int Bytes) : AppendOutcome;

    /// <summary>The commit is in doubt, or the database cannot accept writes now. Retrying with the same event ids settles it.</summary>
    public sealed record Unknown(string Reason) : AppendOutcome;
}
