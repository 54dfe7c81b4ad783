using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Rules.Decisions;

/// <summary>What movement makes of a held tier.</summary>
/// <param name="Tier">Rank of the tier held after it.</param>
/// <param name="EffectiveFrom">Its first day.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="ValiditySince">First day of the validity, or null.</param>
/// <param name="ValidUntil">Last day of the validity, or null.</param>
/// <param name="GraceEnds">Last day of the grace, or null.</param>
/// <param name="Gives">The criterion by which this decision gives the tier, where <paramref name="GrantChanges"/>; null if none does.</param>
/// <param name="GrantChanges">False: what gave the tier before still does.</param>
internal sealed record Moved(
    int Tier, DateOnly EffectiveFrom, Outcome Outcome, DateOnly? ValiditySince = null, DateOnly? ValidUntil = null, DateOnly? GraceEnds = null,
    RuleKind? Gives = null, bool GrantChanges = false)
{
    /// <summary>With a validity of its tier that starts on <paramref name="start"/>; the first tier has none.</summary>
    public Moved Valid(CompiledPolicy policy, DateOnly joined, DateOnly start)
    {
        var until = Tier == 0 ? null : ValidityEnd.Of(policy.ValidityOf(Tier), start, joined);
        return this with { ValiditySince = until is null ? null : start, ValidUntil = until };
    }
}
