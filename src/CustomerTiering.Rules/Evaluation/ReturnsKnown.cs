using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>What a recheck knows on the days that it goes through: returns up to its own day, and what was bought in exchange.</summary>
/// <param name="Through">The day of the recheck.</param>
/// <param name="Recheck">The policy's terms of a recheck.</param>
internal sealed record ReturnsKnown(DateOnly Through, Recheck Recheck);
