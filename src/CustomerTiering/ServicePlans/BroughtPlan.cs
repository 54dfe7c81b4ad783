using CustomerTiering.Tiering;

namespace CustomerTiering.ServicePlans;

/// <summary>The plan that an effective tier brings from a day on.</summary>
/// <param name="Customer">Whom.</param>
/// <param name="Ladder">The ladder whose tier it is.</param>
/// <param name="Plan">The plan's code; null where the tier brings none.</param>
/// <param name="From">First day, included, in the policy's zone.</param>
/// <param name="By">The decision or the override that brings it.</param>
public sealed record BroughtPlan(Guid Customer, string Ladder, string? Plan, DateOnly From, Guid By)
{
    /// <summary>What an event brings; nothing where it was made late and others followed already: what served in the past did.</summary>
    internal static BroughtPlan? Of(object body, Guid id) => body switch
    {
        TierDecided { FollowedBy: not null } or EffectiveTierRestated { FollowedBy: not null } => null,
        // A downgrade takes effect the day after its as-of day; a tier that stays began long ago, but its plan changes now.
        TierDecided e => new(e.Customer, e.Ladder, e.ServicePlan, e.EffectiveFrom > e.Assessed.AsOf ? e.EffectiveFrom : e.Assessed.AsOf, id),
        OverrideBegan e => new(e.Customer, e.Ladder, e.Served.ServicePlan, e.Served.From, e.Override),
        OverrideRevoked e => new(e.Customer, e.Ladder, e.Served.ServicePlan, e.Served.From, e.Override),
        OverrideExpired e => new(e.Customer, e.Ladder, e.Served.ServicePlan, e.Served.From, e.Override),
        EffectiveTierRestated e => new(e.Customer, e.Ladder, e.Served.ServicePlan, e.Served.From, e.Decision),
        var other => throw new InvalidDataException($"{other.GetType().Name} brings no plan."),
    };
}
