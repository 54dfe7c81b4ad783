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
    public static Moved Move(CompiledPolicy policy, HeldState held, int rank, DateOnly joined, Assessment assessment, TriggerKind trigger)
    {
        var day = assessment.AsOf;
        if (assessment.Computed > rank && (policy.Policy.Movement.UpgradesAtOnce || trigger != TriggerKind.AtOnce))
            return new Moved(assessment.Computed, day, Outcome.Upgraded, Gives: RuleKind.Qualify, GrantChanges: true).Valid(policy, joined, day);
        var now = new Moved(rank, held.EffectiveFrom, Outcome.Retained, held.ValiditySince, held.ValidUntil, held.GraceEnds);
        return rank == 0 ? now with { ValiditySince = null, ValidUntil = null, GraceEnds = null }
            : assessment.Computed >= rank ? Pass(policy, now, joined, assessment, trigger)
            : Fail(policy, now, joined, assessment, trigger);
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

    private static Moved Fail(CompiledPolicy policy, Moved now, DateOnly joined, Assessment assessment, TriggerKind trigger)
    {
        var day = assessment.AsOf;
        var (movement, tier) = (policy.Policy.Movement, policy.Policy.Tiers[now.Tier]);
        if (now.GraceEnds is { } ends)
        {
            if (ends > day || trigger == TriggerKind.AtOnce) return now with { Outcome = Outcome.Grace };
        }
        else if (!IsJudged(now, day, trigger)) return now;
        if (movement.Downgrade == Downgrade.Never || tier.Lock)
            return (now with { GraceEnds = null }).Valid(policy, joined, now.ValidUntil is null ? day : Days.Next(day));
        if (now.GraceEnds is null && (tier.Grace ?? movement.Grace) is { } grace)
            return now with { Outcome = Outcome.Grace, GraceEnds = Days.After(grace, day) };
        var to = movement.Downgrade == Downgrade.One ? now.Tier - 1 : assessment.Computed;
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

    private static bool IsExtended(CompiledPolicy policy, int tier) =>
        policy.ValidityOf(tier) is Validity.Rolling { ExtendedByReviews: true };
}
