namespace CustomerTiering.EventLog.Read;

/// <summary>An event of the log.</summary>
/// <param name="Position">Its position in the tenant's log, from 1, without gaps.</param>
/// <param name="Version">Its position in the stream, from 1, without gaps.</param>
/// <param name="Type">The stored name of its type.</param>
/// <param name="Schema">The schema version, from 1.</param>
/// <param name="Subject">The customer concerned, or null.</param>
/// <param name="Effective">When the fact happened or takes effect; UTC.</param>
/// <param name="Recorded">When it was recorded; UTC.</param>
/// <param name="Leaf">The exact bytes that were hashed.</param>
/// <param name="LeafHash">SHA-256 of 0x00 and the leaf.</param>
public sealed record RecordedEvent(
    long Position, StreamId Stream, int Version, Guid Id, string Type, int Schema, Guid? Subject,
    DateTimeOffset Effective, DateTimeOffset Recorded, ReadOnlyMemory<byte> Leaf, ReadOnlyMemory<byte> LeafHash)
{
    private LeafParts? _parts;

    /// <summary>The body as canonical JSON: a slice of <see cref="Leaf"/>.</summary>
    public ReadOnlyMemory<byte> Data => LeafParts.Body(Leaf);

    /// <summary>The subject id of the person or service that appended it.</summary>
    public string Actor => Parts.Actor;

    /// <summary>The cause, such as another event's id, or null.</summary>
    public string? Cause => Parts.Cause;

    /// <summary>What groups it with other events, such as a run, or null.</summary>
    public string? Correlation => Parts.Correlation;

    private LeafParts Parts => _parts ??= LeafParts.Read(Leaf);
}
