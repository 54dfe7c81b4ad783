using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>The effective tier and service plan on a day.</summary>
internal static class Serving
{
    /// <summary>
    /// The effective tier from a day on. A held tier that starts later is effective from its own first day, so a downgrade never comes early.
    /// </summary>
    internal static ServedFrom From(CompiledPolicy policy, HeldState held, DateOnly day)
    {
        var from = held.EffectiveFrom > day ? held.EffectiveFrom : day;
        var effective = policy.EffectiveTier(held, from);
        return new(from, held.Tier, effective, PlanOf(policy, effective));
    }

    /// <summary>The service plan of a tier; null if the policy has no such tier.</summary>
    internal static string? PlanOf(CompiledPolicy policy, string tier) => policy.Policy.Tiers.FirstOrDefault(one => one.Code == tier)?.ServicePlan;
}
