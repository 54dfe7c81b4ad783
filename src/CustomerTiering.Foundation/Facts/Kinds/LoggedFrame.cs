using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts.Kinds;

/// <summary>What an event has besides its body that belongs to the fact.</summary>
/// <param name="Id">The event's id as text.</param>
/// <param name="At">Its effective time.</param>
/// <param name="Recorded">Its position; 0 before it has one.</param>
public readonly record struct LoggedFrame(string Id, Instant At, long Recorded);
