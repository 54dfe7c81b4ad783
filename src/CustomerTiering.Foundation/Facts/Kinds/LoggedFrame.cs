using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts.Kinds;

/// <summary>The properties of a fact's event besides its body.</summary>
/// <param name="Id">The event's id as text.</param>
/// <param name="At">Its effective time.</param>
/// <param name="Recorded">Its position; 0 before it has one.</param>
public readonly record struct LoggedFrame(string Id, Instant At, long Recorded);
