namespace CustomerTiering.EventLog.Append;

/// <summary>What became of a request, told after the commit.</summary>
public abstract record AppendOutcome
{
    private AppendOutcome() { }

    /// <summary>Everything was appended, at positions without a hole between them.</summary>
    /// <param name="FirstPosition">Position of the first event; the head's position where the request had none.</param>
    /// <param name="Count">How many events.</param>
    /// <param name="Recorded">The recorded time of all of them, UTC.</param>
    public sealed record Appended(long FirstPosition, int Count, DateTimeOffset Recorded) : AppendOutcome
    {
        /// <summary>The position of the last event.</summary>
        public long LastPosition => FirstPosition + Math.Max(0, Count - 1);
    }

    /// <summary>The idempotency key was used before for the same request; nothing was appended now.</summary>
    /// <param name="FirstPosition">Where the first time's events begin.</param>
    /// <param name="Count">How many they were.</param>
    /// <param name="Outcome">What the first time gave to be kept.</param>
    public sealed record Replayed(long FirstPosition, int Count, ReadOnlyMemory<byte> Outcome) : AppendOutcome;

    /// <summary>The idempotency key was used before for another request.</summary>
    public sealed record KeyReused(string Key) : AppendOutcome;

    /// <summary>A stream did not have the expected version.</summary>
    public sealed record Conflict(StreamId Stream, int Expected, int Actual) : AppendOutcome;

    /// <summary>All events that matter are in the log already with the same content; nothing was appended.</summary>
    /// <param name="Id">The first such event.</param>
    /// <param name="Position">Where it is.</param>
    public sealed record Duplicate(Guid Id, long Position) : AppendOutcome;

    /// <summary>An event of this id is in the log with other content.</summary>
    public sealed record IdReused(Guid Id, long Position) : AppendOutcome;

    /// <summary>The stream was closed.</summary>
    public sealed record Closed(StreamId Stream) : AppendOutcome;

    /// <summary>A leaf would be over 60,000 bytes.</summary>
    public sealed record TooLarge(Guid Id, int Bytes) : AppendOutcome;

    /// <summary>Whether it was committed could not be found out, or the database could not take it now; asking again with the same ids tells the truth.</summary>
    public sealed record Unknown(string Reason) : AppendOutcome;
}
