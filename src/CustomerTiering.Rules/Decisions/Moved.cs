using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Decisions;

/// <summary>The effect of the movement rules on a held tier.</summary>
/// <param name="Tier">Rank of the tier held after.</param>
/// <param name="EffectiveFrom">First day of the tier.</param>
/// <param name="ValiditySince">First day of the validity, included, or null.</param>
/// <param name="ValidUntil">Last day of the validity, included, or null.</param>
/// <param name="GraceEnds">Last day of the grace period, included, or null.</param>
/// <param name="Provisional">Whether an end was postponed.</param>
internal sealed record Moved(
    int Tier, DateOnly EffectiveFrom, Outcome Outcome, DateOnly? ValiditySince = null, DateOnly? ValidUntil = null, DateOnly? GraceEnds = null,
    bool Provisional = false)
{
    /// <summary>Adds a validity from <paramref name="start"/>: the given one, otherwise the tier's. The first tier has none.</summary>
    public Moved Valid(CompiledPolicy policy, DateOnly joined, DateOnly start, Validity? validity = null)
    {
        var until = Tier == 0 ? null : ValidityEnd.Of(validity ?? policy.ValidityOf(Tier), start, joined);
        return this with { ValiditySince = until is null ? null : start, ValidUntil = until };
    }
}
