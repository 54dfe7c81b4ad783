using CustomerTiering.Tiering;

namespace CustomerTiering.ServicePlans;

/// <summary>The service plan assigned by an effective tier, from a day on.</summary>
/// <param name="Ladder">The ladder of the tier.</param>
/// <param name="Plan">The plan's code; null if the tier has none.</param>
/// <param name="From">First day, included, in the policy's zone.</param>
/// <param name="By">The decision or override that assigns it.</param>
public sealed record BroughtPlan(Guid Customer, string Ladder, string? Plan, DateOnly From, Guid By)
{
    /// <summary>The plan that an event assigns. Null for a late event with successors, because past service can't be changed.</summary>
    internal static BroughtPlan? Of(object body, Guid id) => body switch
    {
        TierDecided { FollowedBy: not null } or EffectiveTierRestated { FollowedBy: not null } => null,
        // A downgrade takes effect the day after its as-of date. A tier that stays began earlier, but its plan changes now.
        TierDecided e => new(e.Customer, e.Ladder, e.ServicePlan, e.EffectiveFrom > e.Assessed.AsOf ? e.EffectiveFrom : e.Assessed.AsOf, id),
        OverrideBegan e => new(e.Customer, e.Ladder, e.Served.ServicePlan, e.Served.From, e.Override),
        OverrideRevoked e => new(e.Customer, e.Ladder, e.Served.ServicePlan, e.Served.From, e.Override),
        OverrideExpired e => new(e.Customer, e.Ladder, e.Served.ServicePlan, e.Served.From, e.Override),
        EffectiveTierRestated e => new(e.Customer, e.Ladder, e.Served.ServicePlan, e.Served.From, e.Decision),
        var other => throw new InvalidDataException($"{other.GetType().Name} brings no plan."),
    };
}
