using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths;

/// <summary>A comparison or segment that decided how a rule came out.</summary>
/// <param name="Wanted">Whether the rule wants it to hold; within <c>not</c> it is the contrary.</param>
/// <param name="Actual">The value found, a number in plain form; null where none was found or there is none to find.</param>
public sealed record ReasonFact(Criterion Leaf, bool Wanted, string? Actual);

/// <summary>Why a decision came out as it did: what changed, from what, to what, because of which facts.</summary>
/// <param name="Policy">The policy it was made by.</param>
/// <param name="Outcome">What it came to; null of a warning.</param>
/// <param name="Trigger">What called for it; null of a warning.</param>
/// <param name="IsAgain">Whether it took the place of an earlier decision.</param>
/// <param name="From">Code of the tier held before it; null without one.</param>
/// <param name="To">Code of the tier held after it.</param>
/// <param name="AsOf">The day as of which was judged.</param>
/// <param name="EffectiveFrom">First day of the tier held after it.</param>
/// <param name="ValidUntil">Last day of its validity, or null.</param>
/// <param name="GraceEnds">Last day of its grace, or null.</param>
/// <param name="Tier">Code of the tier whose rule decided.</param>
/// <param name="Rule">Which of its rules; null where no rule was judged that decided.</param>
/// <param name="Holds">Whether that rule holds.</param>
/// <param name="Facts">The criteria that made the rule come out so.</param>
public sealed record Reason(
    CompiledPolicy Policy, Outcome? Outcome, TriggerKind? Trigger, bool IsAgain, string? From, string To, DateOnly AsOf, DateOnly EffectiveFrom, DateOnly? ValidUntil, DateOnly? GraceEnds,
    string Tier, RuleKind? Rule, bool Holds, EquatableList<ReasonFact> Facts)
{
    /// <summary>The first day on which the tier serves: one that a recheck found may have begun before, and serves from the recheck's day on.</summary>
    public DateOnly ServesFrom => EffectiveFrom > AsOf ? EffectiveFrom : AsOf;

    /// <summary>Whether an end was put off, since amounts without a rate might keep the tier.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>The reason of a decision.</summary>
    /// <param name="policy">The policy it was made by.</param>
    /// <param name="before">What was held before it; null without a tier.</param>
    public static Reason Of(CompiledPolicy policy, HeldState? before, Decision decision)
    {
        // What another decision of the same day gave, whose place this one took, was never held at the end of a day.
        if (before?.Tier == decision.Held && decision.Outcome is (Decisions.Outcome.Upgraded or Decisions.Outcome.Downgraded)) decision = decision with { Outcome = Decisions.Outcome.Retained };
        var judged = Judged(policy, before, decision);
        var tier = judged is { } trace ? policy.Policy.Tiers[trace.Rank].Code : decision.Held;
        return new(
            policy, decision.Outcome, decision.Trigger.Kind, decision.Supersedes is not null && decision.Trigger.Kind != TriggerKind.Recheck, before?.Tier, decision.Held, decision.AsOf,
            decision.EffectiveFrom, decision.ValidUntil, decision.GraceEnds, tier, judged?.Rule, judged?.Met ?? false, judged is null ? [] : Witnesses.Of(policy, decision.Assessment, judged))
        {
            IsProvisional = decision.Provisional,
        };
    }

    /// <summary>The reason of a warning: what fails on the last day of the validity, from what was known.</summary>
    /// <param name="policy">The policy it was judged by.</param>
    /// <param name="held">Code of the tier that would be lost.</param>
    /// <param name="asOf">The day of the warning.</param>
    /// <param name="validUntil">The last day of the validity.</param>
    /// <param name="assessment">How the customer would stand on it.</param>
    public static Reason OfWarning(CompiledPolicy policy, string held, DateOnly asOf, DateOnly validUntil, Assessment assessment)
    {
        var rank = policy.RankOf(held) ?? 0;
        var judged = assessment.Rules.FirstOrDefault(one => one.Rank == rank && one.Rule == policy.KeepRule(rank) && !one.Met);
        return new(
            policy, null, null, false, held, held, asOf, asOf, validUntil, null, held, judged?.Rule, false, judged is null ? [] : Witnesses.Of(policy, assessment, judged));
    }

    /// <summary>The rule that decided: what was lost or is failing, what was reached or kept; of the first tier the one that is not reached yet.</summary>
    private static RuleTrace? Judged(CompiledPolicy policy, HeldState? before, Decision decision)
    {
        var rules = decision.Assessment.Rules;
        var held = policy.RankOf(decision.Held) ?? 0;
        if (decision.Outcome is Decisions.Outcome.Downgraded or Decisions.Outcome.Grace)
            return before is not null && policy.RankOf(before.Tier) is { } lost ? rules.FirstOrDefault(one => one.Rank == lost && one.Rule == policy.KeepRule(lost) && !one.Met) : null;
        if (held == 0) return rules.FirstOrDefault(one => one is { Rank: 1, Rule: RuleKind.Qualify, Met: false });
        List<RuleTrace> own = [.. rules.Where(one => one.Rank == held)];
        var isNew = decision.Outcome is Decisions.Outcome.Upgraded or Decisions.Outcome.Joined;
        return own.Find(one => one.Met && one.Rule == (isNew ? RuleKind.Qualify : policy.KeepRule(held))) ?? own.Find(one => one.Met)
            ?? (isNew ? null : own.Find(one => one.Rule == policy.KeepRule(held)));
    }
}
