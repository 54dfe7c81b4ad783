using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Decisions;

/// <summary>How customers go up and down: what a computed tier makes of a held one.</summary>
internal static class Movement
{
    /// <summary>The first decision: held is what the customer qualifies for.</summary>
    public static Moved Join(CompiledPolicy policy, DateOnly joined, Assessment assessment)
    {
        var (tier, day) = (assessment.Qualified, assessment.AsOf);
        return new Moved(tier, day, Outcome.Joined, Gives: tier > 0 ? RuleKind.Qualify : null, GrantChanges: true).Valid(policy, joined, day);
    }

    /// <summary>What a review, an expiry, the end of a grace, or a fact makes of the held tier.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="held">What is held.</param>
    /// <param name="rank">Its rank in the policy.</param>
    /// <param name="joined">The day of joining.</param>
    /// <param name="assessment">What facts and criteria say.</param>
    /// <param name="trigger">What calls for it.</param>
    /// <param name="carried">True: the tier was judged last by an earlier version of the policy, whose transition is still to come.</param>
    public static Moved Move(
        CompiledPolicy policy, HeldState held, int rank, DateOnly joined, Assessment assessment, TriggerKind trigger, bool carried)
    {
        var day = assessment.AsOf;
        if (assessment.Computed > rank && (policy.Policy.Movement.UpgradesAtOnce || trigger != TriggerKind.AtOnce))
            return new Moved(assessment.Computed, day, Outcome.Upgraded, Gives: RuleKind.Qualify, GrantChanges: true).Valid(policy, joined, day);
        var now = new Moved(rank, held.EffectiveFrom, Outcome.Retained, held.ValiditySince, held.ValidUntil, held.GraceEnds);
        return rank == 0 ? now with { ValiditySince = null, ValidUntil = null, GraceEnds = null }
            : assessment.Computed >= rank ? Pass(policy, now, joined, assessment, trigger)
            : Fail(policy, now, joined, assessment, trigger, carried);
    }

    /// <summary>The criterion that gave the tier no longer holds: at once to the computed tier, without grace, whatever is locked.</summary>
    public static Moved FallAtOnce(CompiledPolicy policy, DateOnly joined, Assessment assessment) =>
        Land(policy, assessment.Computed, assessment.AsOf, joined, assessment);

    private static Moved Pass(CompiledPolicy policy, Moved now, DateOnly joined, Assessment assessment, TriggerKind trigger)
    {
        var day = assessment.AsOf;
        DateOnly? start = now.GraceEnds is not null ? day
            : IsJudged(now, day, trigger) ? (now.ValidUntil is null ? day : Days.Next(day))
            : trigger == TriggerKind.Review && assessment.Computed == now.Tier && IsExtended(policy, now.Tier) ? day
            : null;
        if (start is not { } from) return now;
        return Renewed(policy, now, assessment).Valid(policy, joined, from);
    }

    /// <summary>Given again by the criterion that keeps it. Where only a higher tier's holds, what gave it before still does.</summary>
    private static Moved Renewed(CompiledPolicy policy, Moved now, Assessment assessment)
    {
        var keep = policy.KeepRule(now.Tier);
        RuleKind? gives = assessment.Holds(now.Tier, keep) ? keep : assessment.Holds(now.Tier, RuleKind.Qualify) ? RuleKind.Qualify : null;
        return now with { GraceEnds = null, Gives = gives, GrantChanges = gives is not null };
    }

    private static Moved Fail(CompiledPolicy policy, Moved now, DateOnly joined, Assessment assessment, TriggerKind trigger, bool carried)
    {
        var day = assessment.AsOf;
        var (movement, tier) = (policy.Policy.Movement, policy.Policy.Tiers[now.Tier]);
        if (now.GraceEnds is { } ends)
        {
            if (ends > day || trigger == TriggerKind.AtOnce) return now with { Outcome = Outcome.Grace };
        }
        else if (!IsJudged(now, day, trigger) && !(carried && IsTransition(policy, trigger))) return now;
        if (movement.Downgrade == Downgrade.Never || tier.Lock)
            return (now with { GraceEnds = null }).Valid(policy, joined, now.ValidUntil is null ? day : Days.Next(day));
        if (now.GraceEnds is null && (tier.Grace ?? movement.Grace) is { } grace)
            return now with { Outcome = Outcome.Grace, GraceEnds = Days.After(grace, day) };
        var to = movement.Downgrade == Downgrade.One ? now.Tier - 1 : assessment.Computed;
        if (carried && policy.Policy.Transition is Transition.Capped cap) to = Math.Max(to, now.Tier - cap.Steps);
        return Land(policy, to, Days.Next(day), joined, assessment);
    }

    private static Moved Land(CompiledPolicy policy, int tier, DateOnly from, DateOnly joined, Assessment assessment)
    {
        RuleKind? gives = tier == 0 || tier != assessment.Computed ? null
            : tier == assessment.Qualified ? RuleKind.Qualify : policy.KeepRule(tier);
        return new Moved(tier, from, Outcome.Downgraded, Gives: gives, GrantChanges: true).Valid(policy, joined, from);
    }

    /// <summary>Whether the tier's guarantee is over, or it never had one that is known.</summary>
    private static bool IsJudged(Moved now, DateOnly day, TriggerKind trigger) =>
        trigger != TriggerKind.AtOnce && (now.ValidUntil is not { } until || until <= day);

    /// <summary>Whether a tier that an earlier version guaranteed is judged all the same, as at an expiry.</summary>
    private static bool IsTransition(CompiledPolicy policy, TriggerKind trigger) =>
        policy.Policy.Transition is not Transition.UntilExpiry && trigger is (TriggerKind.Transition or TriggerKind.Review);

    private static bool IsExtended(CompiledPolicy policy, int tier) =>
        policy.ValidityOf(tier) is Validity.Rolling { ExtendedByReviews: true };
}
