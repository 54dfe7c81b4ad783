using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Guards;

/// <summary>A rule that facts break together.</summary>
/// <param name="By">The fact that breaks it: the first in the order of facts.</param>
/// <param name="Error">Which rule, and how.</param>
public sealed record BrokenRule(GuardedFact By, DocumentError Error);
