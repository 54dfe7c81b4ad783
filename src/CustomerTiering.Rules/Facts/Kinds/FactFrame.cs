using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Kinds;

/// <summary>What every fact has, whatever its kind.</summary>
internal readonly record struct FactFrame(string Id, Instant At, string? Channel, long Recorded = 0);
