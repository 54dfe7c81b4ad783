using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Decisions;

/// <summary>What movement makes of a held tier.</summary>
/// <param name="Tier">Rank of the tier held after it.</param>
/// <param name="EffectiveFrom">Its first day.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="ValiditySince">First day of the validity, or null.</param>
/// <param name="ValidUntil">Last day of the validity, or null.</param>
/// <param name="GraceEnds">Last day of the grace, or null.</param>
/// <param name="Provisional">Whether an end was put off.</param>
internal sealed record Moved(
    int Tier, DateOnly EffectiveFrom, Outcome Outcome, DateOnly? ValiditySince = null, DateOnly? ValidUntil = null, DateOnly? GraceEnds = null,
    bool Provisional = false)
{
    /// <summary>With a validity that starts on <paramref name="start"/>: the given one, else its tier's; the first tier has none.</summary>
    public Moved Valid(CompiledPolicy policy, DateOnly joined, DateOnly start, Validity? validity = null)
    {
        var until = Tier == 0 ? null : ValidityEnd.Of(validity ?? policy.ValidityOf(Tier), start, joined);
        return this with { ValiditySince = until is null ? null : start, ValidUntil = until };
    }
}
