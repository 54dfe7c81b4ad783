using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Rules.Decisions;

/// <summary>A decision about a customer's tier, with all that is needed to make it again. The tier and dates are those after it.</summary>
/// <param name="Id">Its id, which is also its event's.</param>
/// <param name="Policy">The policy it was made by.</param>
/// <param name="Engine">Version of the rules that made it: <see cref="Decide.EngineVersion"/>.</param>
/// <param name="AsOf">The day as of which was judged, a calendar day of the policy's zone.</param>
/// <param name="LogPosition">Position up to which facts were read.</param>
/// <param name="FactsDigest">Digest of those facts.</param>
/// <param name="Trigger">What called for it.</param>
/// <param name="Assessment">Metric values, scores and the trace: of the held tier and of every tier above.</param>
/// <param name="Qualified">Code of the highest tier whose <c>qualify</c> holds.</param>
/// <param name="Computed">Code of what facts and criteria say.</param>
/// <param name="Held">Code of what movement and validity make of it.</param>
/// <param name="Effective">Code of what serves the customer: the held one, unless an override says otherwise.</param>
/// <param name="Outcome">What it came to.</param>
/// <param name="EffectiveFrom">First day of the held tier, included; it may be the day after <paramref name="AsOf"/>.</param>
/// <param name="ValiditySince">First day of its validity, included, or null.</param>
/// <param name="ValidUntil">Last day of its validity, included, or null.</param>
/// <param name="GraceEnds">Last day of its grace, included, or null.</param>
/// <param name="Supersedes">Id of the decision that this one supersedes, or null.</param>
/// <param name="Provisional">
/// An expiry or the end of a grace was put off: amounts without a rate might keep the tier.
/// </param>
/// <param name="FollowedBy">
/// As-of day of the decision that followed it already when it was made, late: what is held now is not for it to say. Null where none did.
/// </param>
public sealed record Decision(
    string Id, string Ladder, PolicyReference Policy, string Engine, DateOnly AsOf, long LogPosition, string FactsDigest, Trigger Trigger,
    Assessment Assessment, string Qualified, string Computed, string Held, string Effective, Outcome Outcome,
    DateOnly EffectiveFrom, DateOnly? ValiditySince, DateOnly? ValidUntil, DateOnly? GraceEnds, string? Supersedes,
    bool Provisional = false, DateOnly? FollowedBy = null)
{
    /// <summary>Whether the tier or one of its dates differs from what was held before: only then is one at once, or a recheck, recorded.</summary>
    public bool Changes(HeldState? before) =>
        before is null || before.Tier != Held || before.EffectiveFrom != EffectiveFrom || before.ValidUntil != ValidUntil || before.GraceEnds != GraceEnds;
}
