using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Kinds;

/// <summary>The fields of every fact.</summary>
internal readonly record struct FactFrame(string Id, Instant At, string? Channel, long Recorded = 0);
