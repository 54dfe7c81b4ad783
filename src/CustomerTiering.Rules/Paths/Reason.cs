using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths;

/// <summary>A comparison or segment that determined the result of a rule.</summary>
/// <param name="Wanted">Whether the rule needs it to hold; the opposite within <c>not</c>.</param>
/// <param name="Actual">The value found, a number in plain form; null if none was found or none exists.</param>
public sealed record ReasonFact(Criterion Leaf, bool Wanted, string? Actual);

/// <summary>Why a decision has its outcome: what changed, from which tier to which, and because of which facts.</summary>
/// <param name="Outcome">Null for a warning.</param>
/// <param name="Trigger">Null for a warning.</param>
/// <param name="IsAgain">Whether it superseded an earlier decision.</param>
/// <param name="From">Code of the tier held before; null without one.</param>
/// <param name="To">Code of the tier held after.</param>
/// <param name="AsOf">The as-of day of the assessment.</param>
/// <param name="EffectiveFrom">First day of the tier held after.</param>
/// <param name="ValidUntil">Last day of its validity, included, or null.</param>
/// <param name="GraceEnds">Last day of its grace period, included, or null.</param>
/// <param name="Tier">Code of the tier whose rule was decisive.</param>
/// <param name="Rule">The decisive rule of that tier; null if none was.</param>
/// <param name="Holds">Whether that rule holds.</param>
/// <param name="Facts">The criteria that determined the result of the rule.</param>
public sealed record Reason(
    CompiledPolicy Policy, Outcome? Outcome, TriggerKind? Trigger, bool IsAgain, string? From, string To, DateOnly AsOf, DateOnly EffectiveFrom,
    DateOnly? ValidUntil, DateOnly? GraceEnds,
    string Tier, RuleKind? Rule, bool Holds, EquatableList<ReasonFact> Facts)
{
    /// <summary>The first day of service. A tier found by a recheck may have begun earlier, but is served from the day of the recheck on.</summary>
    public DateOnly ServesFrom => EffectiveFrom > AsOf ? EffectiveFrom : AsOf;

    /// <summary>Whether an end date was postponed because amounts without a rate might keep the tier.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>The reason for a decision.</summary>
    /// <param name="before">The state before the decision; null without a tier.</param>
    public static Reason Of(CompiledPolicy policy, HeldState? before, Decision decision)
    {
        // A superseded decision of the same day was never held at the end of a day.
        if (before?.Tier == decision.Held && decision.Outcome is (Decisions.Outcome.Upgraded or Decisions.Outcome.Downgraded))
            decision = decision with { Outcome = Decisions.Outcome.Retained };
        var judged = Judged(policy, before, decision);
        var tier = judged is { } trace ? policy.Policy.Tiers[trace.Rank].Code : decision.Held;
        return new(
            policy, decision.Outcome, decision.Trigger.Kind, decision.Supersedes is not null && decision.Trigger.Kind != TriggerKind.Recheck,
            before?.Tier, decision.Held, decision.AsOf,
            decision.EffectiveFrom, decision.ValidUntil, decision.GraceEnds, tier, judged?.Rule, judged?.Met ?? false,
            judged is null ? [] : Witnesses.Of(policy, decision.Assessment, judged))
        {
            IsProvisional = decision.Provisional,
        };
    }

    /// <summary>The reason for a warning: what fails on the last day of the validity, according to the facts known so far.</summary>
    /// <param name="held">Code of the tier that would be lost.</param>
    /// <param name="asOf">The day of the warning.</param>
    /// <param name="validUntil">The last day of the validity, included.</param>
    /// <param name="assessment">The assessment on that last day.</param>
    public static Reason OfWarning(CompiledPolicy policy, string held, DateOnly asOf, DateOnly validUntil, Assessment assessment)
    {
        var rank = policy.RankOf(held) ?? 0;
        var judged = assessment.Rules.FirstOrDefault(one => one.Rank == rank && one.Rule == policy.KeepRule(rank) && !one.Met);
        return new(
            policy, null, null, false, held, held, asOf, asOf, validUntil, null, held, judged?.Rule, false,
            judged is null ? [] : Witnesses.Of(policy, assessment, judged));
    }

    /// <summary>The decisive rule: of the tier lost, failing, reached or kept; on the first tier, of the next one.</summary>
    private static RuleTrace? Judged(CompiledPolicy policy, HeldState? before, Decision decision)
    {
        var rules = decision.Assessment.Rules;
        var held = policy.RankOf(decision.Held) ?? 0;
        if (decision.Outcome is Decisions.Outcome.Downgraded or Decisions.Outcome.Grace)
            return before is not null && policy.RankOf(before.Tier) is { } lost
                ? rules.FirstOrDefault(one => one.Rank == lost && one.Rule == policy.KeepRule(lost) && !one.Met) : null;
        if (held == 0) return rules.FirstOrDefault(one => one is { Rank: 1, Rule: RuleKind.Qualify, Met: false });
        List<RuleTrace> own = [.. rules.Where(one => one.Rank == held)];
        var isNew = decision.Outcome is Decisions.Outcome.Upgraded or Decisions.Outcome.Joined;
        return own.Find(one => one.Met && one.Rule == (isNew ? RuleKind.Qualify : policy.KeepRule(held))) ?? own.Find(one => one.Met)
            ?? (isNew ? null : own.Find(one => one.Rule == policy.KeepRule(held)));
    }
}
