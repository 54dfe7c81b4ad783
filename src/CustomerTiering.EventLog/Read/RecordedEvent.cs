namespace CustomerTiering.EventLog.Read;

/// <summary>An event as the log holds it.</summary>
/// <param name="Position">Its place in the tenant's log, from 1, without holes.</param>
/// <param name="Version">Its place in the stream, from 1, without holes.</param>
/// <param name="Type">The stored name of its type.</param>
/// <param name="Schema">The version of its shape.</param>
/// <param name="Subject">The customer it is about, or null.</param>
/// <param name="Effective">When what it tells happened or holds from; UTC.</param>
/// <param name="Recorded">When the log learned it; UTC.</param>
/// <param name="Leaf">The exact bytes that were hashed.</param>
/// <param name="LeafHash">SHA-256 of 0x00 and the leaf.</param>
public sealed record RecordedEvent(
    long Position, StreamId Stream, int Version, Guid Id, string Type, int Schema, Guid? Subject,
    DateTimeOffset Effective, DateTimeOffset Recorded, ReadOnlyMemory<byte> Leaf, ReadOnlyMemory<byte> LeafHash)
{
    private LeafParts? _parts;

    /// <summary>The body, canonical JSON: a slice of <see cref="Leaf"/>.</summary>
    public ReadOnlyMemory<byte> Data => LeafParts.Body(Leaf);

    /// <summary>Who did it.</summary>
    public string Actor => Parts.Actor;

    /// <summary>What led to it, or null.</summary>
    public string? Cause => Parts.Cause;

    /// <summary>What it belongs to, or null.</summary>
    public string? Correlation => Parts.Correlation;

    private LeafParts Parts => _parts ??= LeafParts.Read(Leaf);
}
