using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Forecasts;

/// <summary>The tier expected at the end of the validity or grace period. It is a forecast, not a promise.</summary>
/// <param name="On">The day of the forecast: the grace end or end of validity; without either, the end of a validity from the as-of day.</param>
/// <param name="Certain">Code of the tier computed for that day from known facts, if nothing more happens.</param>
/// <param name="Pace">Code of the tier computed for that day at the current pace; null before <see cref="Forecasts.Pace.LeastDays"/> days.</param>
/// <param name="Outlook">The tier at the current pace compared with the held one; null without a pace.</param>
public sealed record Forecast(DateOnly On, string Certain, string? Pace, Outlook? Outlook)
{
    /// <summary>The forecast for a decision; null if no validity ends, after leaving, and if it cannot be counted.</summary>
    /// <param name="facts">The assessed facts; facts after the decision's as-of day do not count.</param>
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
        return new(on, sure, Code(rank), rank > held
            ? Forecasts.Outlook.Rises : rank < held && CanBeLost(policy, held) ? Forecasts.Outlook.Falls : Forecasts.Outlook.Stays);
    }

    private static bool CanBeLost(CompiledPolicy policy, int tier) =>
        policy.Policy.Movement.Downgrade != Downgrade.Never && !policy.Policy.Tiers[tier].Lock;
}
