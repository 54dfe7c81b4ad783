using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Guards;

/// <summary>A rule that facts break together.</summary>
/// <param name="By">The first fact, in the order of facts, that breaks it.</param>
/// <param name="Error">The rule and the violation.</param>
public sealed record BrokenRule(GuardedFact By, DocumentError Error);
