namespace CustomerTiering.EventLog.Read;

/// <summary>The end of a log.</summary>
/// <param name="Position">The last position; 0 for an empty log.</param>
/// <param name="Recorded">When the last event was recorded, UTC; 1970-01-01 for an empty log.</param>
public readonly record struct LogHead(long Position, DateTimeOffset Recorded);
