using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Decisions;

/// <summary>A tier was assessed before the end of its validity. If it fails, the customer is warned.</summary>
/// <param name="AsOf">The day of the warning; facts up to it are known.</param>
/// <param name="Period">The warning period before the end; the shortest if several are overdue.</param>
/// <param name="Periods">All periods that this warning completes.</param>
/// <param name="ValidUntil">The as-of day of the assessment.</param>
/// <param name="Held">Code of the held tier.</param>
/// <param name="Computed">Code of the computed tier as of <paramref name="ValidUntil"/>.</param>
/// <param name="Fails">Whether the held tier would be lost.</param>
/// <param name="Assessment">The assessment as of <paramref name="ValidUntil"/>.</param>
public sealed record WarningJudged(
    DateOnly AsOf, Period Period, EquatableList<Period> Periods, DateOnly ValidUntil, string Held, string Computed, bool Fails,
    Assessment Assessment);
