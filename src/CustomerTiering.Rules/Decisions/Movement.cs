using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Decisions;

/// <summary>How customers move between tiers: the effect of the computed tier on the held one.</summary>
internal static class Movement
{
    /// <summary>The first decision: the held tier is the qualified tier.</summary>
    public static Moved Join(CompiledPolicy policy, DateOnly joined, Assessment assessment)
    {
        var (tier, day) = (assessment.Qualified, assessment.AsOf);
        return new Moved(tier, day, Outcome.Joined).Valid(policy, joined, day);
    }

    /// <summary>The effect of a review, an expiry, a grace end, a transition or a fact on the held tier.</summary>
    /// <param name="rank">Rank of the held tier in the policy.</param>
    public static Moved Move(DecisionRequest request, HeldState held, int rank, Assessment assessment)
    {
        var (policy, day) = (request.Policy, assessment.AsOf);
        if (assessment.Computed > rank && (policy.Policy.Movement.UpgradesAtOnce || request.Trigger.Kind != TriggerKind.AtOnce))
            return new Moved(assessment.Computed, day, Outcome.Upgraded).Valid(policy, request.Joined, day);
        var now = new Moved(rank, held.EffectiveFrom, Outcome.Retained, held.ValiditySince, held.ValidUntil, held.GraceEnds);
        return rank == 0 ? now with { ValiditySince = null, ValidUntil = null, GraceEnds = null }
            : assessment.Computed >= rank ? Pass(request, now, assessment)
            : Fail(request, held, now, assessment);
    }

    private static Moved Pass(DecisionRequest request, Moved now, Assessment assessment)
    {
        var (day, trigger) = (assessment.AsOf, request.Trigger.Kind);
        DateOnly? start = now.GraceEnds is not null ? day
            : IsJudged(now, request) ? (now.ValidUntil is null ? day : Days.Next(day))
            : trigger == TriggerKind.Review && assessment.Computed == now.Tier && IsExtended(request.Policy, now.Tier) ? day
            : null;
        return start is { } from ? (now with { GraceEnds = null }).Valid(request.Policy, request.Joined, from) : now;
    }

    private static Moved Fail(DecisionRequest request, HeldState held, Moved now, Assessment assessment)
    {
        var (policy, day, trigger) = (request.Policy, assessment.AsOf, request.Trigger.Kind);
        var (movement, tier) = (policy.Policy.Movement, policy.Policy.Tiers[now.Tier]);
        // Last assessed by an earlier version; the transition is still pending.
        var carried = held.PolicyVersion < request.Reference.Version;
        if (now.GraceEnds is { } ends)
        {
            if (ends > day || (ends == day && !request.DayIsOver) || trigger == TriggerKind.AtOnce) return now with { Outcome = Outcome.Grace };
        }
        else if (!IsJudged(now, request) && !(carried && IsTransition(policy, trigger))) return now;
        if (movement.Downgrade == Downgrade.Never || tier.Lock)
            return (now with { GraceEnds = null }).Valid(policy, request.Joined, now.ValidUntil is null ? day : Days.Next(day));
        if (Uncounted.MayKeep(policy, held, now.Tier, trigger, assessment)) return PutOff(request, now, day);
        if (now.GraceEnds is null && (tier.Grace ?? movement.Grace) is { } grace)
            return now with { Outcome = Outcome.Grace, GraceEnds = Days.After(grace, day) };
        var to = movement.Downgrade == Downgrade.One ? now.Tier - 1 : assessment.Computed;
        if (carried && policy.Policy.Transition is Transition.Capped cap) to = Math.Max(to, now.Tier - cap.Steps);
        var from = Days.Next(day);
        return new Moved(to, from, Outcome.Downgraded).Valid(policy, request.Joined, from, to > assessment.Computed ? movement.Landing : null);
    }

    /// <summary>Postpones the end to the next review day. Without reviews the tier is renewed.</summary>
    private static Moved PutOff(DecisionRequest request, Moved now, DateOnly day)
    {
        now = now with { Provisional = true };
        return request.Reviews.Next(request.Joined, day) is not { } next
            ? (now with { GraceEnds = null }).Valid(request.Policy, request.Joined, Days.Next(day))
            : now.GraceEnds is null ? now with { ValidUntil = next }
            : now with { GraceEnds = next };
    }

    /// <summary>Whether the tier is no longer guaranteed, or has no known guarantee.</summary>
    private static bool IsJudged(Moved now, DecisionRequest request) => request.Trigger.Kind != TriggerKind.AtOnce
        && (now.ValidUntil is not { } until || until < request.AsOf || (until == request.AsOf && request.DayIsOver));

    /// <summary>Whether a tier guaranteed by an earlier version is assessed anyway, as at an expiry.</summary>
    private static bool IsTransition(CompiledPolicy policy, TriggerKind trigger) =>
        policy.Policy.Transition is not Transition.UntilExpiry && trigger is (TriggerKind.Transition or TriggerKind.Review);

    private static bool IsExtended(CompiledPolicy policy, int tier) =>
        policy.ValidityOf(tier) is Validity.Rolling { ExtendedByReviews: true };
}
