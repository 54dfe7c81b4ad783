using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Forecasts;

/// <summary>The tier that a customer would have at the end of what was decided: foreseen, nothing that anybody is promised.</summary>
/// <param name="On">The day it is foreseen for: the end of the grace or of the validity; of a tier without either, of a validity that would start on the as-of day.</param>
/// <param name="Certain">Code of the tier computed for that day from what is known already: as if nothing more happened.</param>
/// <param name="Pace">Code of the tier computed for that day if the customer goes on as before; null within the first <see cref="Forecasts.Pace.LeastDays"/> days.</param>
/// <param name="Outlook">The pace's tier against the held one; null without a pace.</param>
public sealed record Forecast(DateOnly On, string Certain, string? Pace, Outlook? Outlook)
{
    /// <summary>The forecast that goes with a decision; null where no validity ends, after leaving, and where it can't be counted.</summary>
    /// <param name="policy">The policy that decided.</param>
    /// <param name="facts">What was judged; facts after the decision's as-of day don't count.</param>
    /// <param name="joined">The day of joining.</param>
    public static Forecast? Of(CompiledPolicy policy, KnownFacts facts, Decision decision, DateOnly joined)
    {
        if (decision.Outcome == Outcome.Left || policy.RankOf(decision.Held) is not { } held) return null;
        var end = decision.GraceEnds ?? decision.ValidUntil ?? ValidityEnd.Of(policy.ValidityOf(held), decision.AsOf, joined);
        if (end is not { } on || on <= decision.AsOf) return null;
        var known = facts.Through(decision.AsOf, policy.Zone);
        var certain = policy.Metrics.Evaluate(known, on, decision.EffectiveFrom);
        if (certain.Error is not null) return null;
        var profile = known.Own.ProfileOn(on, policy.Zone);
        string Code(int rank) => policy.Policy.Tiers[rank].Code;
        var sure = Code(Assessor.Assess(policy, certain.Values, profile, on, held).Computed);
        if (policy.Pace.Project(known, decision, joined, on, certain.Values) is not { } projected) return new(on, sure, null, null);
        var rank = Assessor.Assess(policy, projected, profile, on, held).Computed;
        return new(on, sure, Code(rank), rank > held ? Forecasts.Outlook.Rises : rank < held && CanBeLost(policy, held) ? Forecasts.Outlook.Falls : Forecasts.Outlook.Stays);
    }

    private static bool CanBeLost(CompiledPolicy policy, int tier) => policy.Policy.Movement.Downgrade != Downgrade.Never && !policy.Policy.Tiers[tier].Lock;
}
