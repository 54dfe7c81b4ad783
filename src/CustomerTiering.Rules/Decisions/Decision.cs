using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Rules.Decisions;

/// <summary>A decision about a customer's tier, with everything needed to repeat it. Tier and dates are those after the decision.</summary>
/// <param name="Id">The decision's id, which is also its event's id.</param>
/// <param name="Engine">Version of the rules: <see cref="Decide.EngineVersion"/>.</param>
/// <param name="AsOf">The as-of day, a calendar day of the policy's zone.</param>
/// <param name="LogPosition">Log position up to which facts were read.</param>
/// <param name="FactsDigest">Digest of those facts.</param>
/// <param name="Assessment">Metric values, scores and the trace of the held tier and of every tier above it.</param>
/// <param name="Qualified">Code of the highest tier whose <c>qualify</c> holds.</param>
/// <param name="Computed">Code of the computed tier, from facts and criteria alone.</param>
/// <param name="Held">Code of the held tier, after movement and validity.</param>
/// <param name="Effective">Code of the effective tier: the held tier, unless an override changes it.</param>
/// <param name="EffectiveFrom">First day of the held tier, included; it may be the day after <paramref name="AsOf"/>.</param>
/// <param name="ValiditySince">First day of the validity, included, or null.</param>
/// <param name="ValidUntil">Last day of the validity, included, or null.</param>
/// <param name="GraceEnds">Last day of the grace period, included, or null.</param>
/// <param name="Supersedes">Id of the superseded decision, or null.</param>
/// <param name="Provisional">Whether an expiry or grace end was postponed because amounts without a rate might keep the tier.</param>
/// <param name="FollowedBy">
/// For a decision made late, the as-of day of the decision that already followed it; the current state then does not depend on this one. Otherwise
/// null.
/// </param>
public sealed record Decision(
    string Id, string Ladder, PolicyReference Policy, string Engine, DateOnly AsOf, long LogPosition, string FactsDigest, Trigger Trigger,
    Assessment Assessment, string Qualified, string Computed, string Held, string Effective, Outcome Outcome,
    DateOnly EffectiveFrom, DateOnly? ValiditySince, DateOnly? ValidUntil, DateOnly? GraceEnds, string? Supersedes,
    bool Provisional = false, DateOnly? FollowedBy = null)
{
    /// <summary>Whether the tier or one of its dates differs from the state before. At-once decisions and rechecks are recorded only then.</summary>
    public bool Changes(HeldState? before) =>
        before is null || before.Tier != Held || before.EffectiveFrom != EffectiveFrom
            || before.ValidUntil != ValidUntil || before.GraceEnds != GraceEnds;
}
