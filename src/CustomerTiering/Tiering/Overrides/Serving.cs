using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>Which tier and plan serve a customer on a day.</summary>
internal static class Serving
{
    /// <summary>What serves from a day on. A tier that is held from a later day on is served from then: nobody falls a day early.</summary>
    internal static ServedFrom From(CompiledPolicy policy, HeldState held, DateOnly day)
    {
        var from = held.EffectiveFrom > day ? held.EffectiveFrom : day;
        var effective = policy.EffectiveTier(held, from);
        return new(from, held.Tier, effective, PlanOf(policy, effective));
    }

    /// <summary>The plan that a tier brings; none where the policy has no such tier.</summary>
    internal static string? PlanOf(CompiledPolicy policy, string tier) => policy.Policy.Tiers.FirstOrDefault(one => one.Code == tier)?.ServicePlan;
}
