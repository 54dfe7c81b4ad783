using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>What a recheck knows on the days it repeats: returns up to its own day, and exchanges.</summary>
/// <param name="Through">The day of the recheck.</param>
/// <param name="Recheck">The policy's recheck terms.</param>
internal sealed record ReturnsKnown(DateOnly Through, Recheck Recheck);
