using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Rules.Forecasts;

/// <summary>Where a customer is heading.</summary>
public enum Outlook
{
    /// <summary>To a lower tier than the held one.</summary>
    Falls,

    /// <summary>To the held one.</summary>
    Stays,

    /// <summary>To a higher one.</summary>
    Rises,
}

/// <summary>The tier that a customer would have at the end of what was decided: foreseen, nothing that anybody is promised.</summary>
/// <param name="On">
/// The day it is foreseen for: the end of the grace or of the validity; without either, that of a validity that would start on the as-of day, or else the next
/// review.
/// </param>
/// <param name="Certain">Code of the tier computed for that day from what is known already: as if nothing more happened.</param>
/// <param name="Pace">Code of the tier computed for that day if the customer goes on as before; null within <see cref="Pace.LeastDays"/> days of joining.</param>
/// <param name="Outlook">The pace's tier against the held one; null without a pace.</param>
public sealed record Forecast(DateOnly On, string Certain, string? Pace, Outlook? Outlook)
{
    /// <summary>The forecast that goes with a decision; null where nothing ends and nothing is reviewed, after leaving, and where it can't be counted.</summary>
    /// <param name="policy">The policy that decided.</param>
    /// <param name="facts">What is known; facts after the decision's as-of day don't count.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="joined">The day of joining.</param>
    /// <param name="reviews">The days of review.</param>
    public static Forecast? Of(CompiledPolicy policy, KnownFacts facts, Decision decision, DateOnly joined, ReviewDates reviews)
    {
        if (decision.Outcome == Outcome.Left || policy.RankOf(decision.Held) is not { } held) return null;
        var end = decision.GraceEnds ?? decision.ValidUntil ?? ValidityEnd.Of(policy.Policy.Validity, decision.AsOf, joined) ?? reviews.Next(joined, decision.AsOf);
        if (end is not { } on || on <= decision.AsOf) return null;
        var known = facts.Through(decision.AsOf, policy.Zone);
        var certain = policy.Metrics.Evaluate(known, on, decision.EffectiveFrom);
        if (certain.Error is not null) return null;
        var profile = known.Own.ProfileOn(on, policy.Zone);
        string Tier(int rank) => policy.Policy.Tiers[rank].Code;
        var sure = Tier(Assessor.Assess(policy, certain.Values, profile, on, held).Computed);
        if (policy.Pace.Project(known, decision, joined, on, certain.Values) is not { } projected) return new(on, sure, null, null);
        var rank = Assessor.Assess(policy, projected, profile, on, held).Computed;
        return new(on, sure, Tier(rank), rank < held ? Forecasts.Outlook.Falls : rank > held ? Forecasts.Outlook.Rises : Forecasts.Outlook.Stays);
    }
}
