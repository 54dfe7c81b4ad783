using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>The effective tier and service plan on a day.</summary>
internal static class Serving
{
    /// <summary>The effective tier from a day on, or from the held tier's first day if that is later: a downgrade never comes early.</summary>
    internal static ServedFrom From(CompiledPolicy policy, HeldState held, DateOnly day)
    {
        var from = held.EffectiveFrom > day ? held.EffectiveFrom : day;
        var effective = policy.EffectiveTier(held, from);
        return new(from, held.Tier, effective, PlanOf(policy, effective));
    }

    /// <summary>The service plan of a tier; null if the policy has no such tier.</summary>
    internal static string? PlanOf(CompiledPolicy policy, string tier) => policy.Policy.Tiers.FirstOrDefault(one => one.Code == tier)?.ServicePlan;
}
