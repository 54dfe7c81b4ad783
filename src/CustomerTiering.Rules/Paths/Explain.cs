using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths;

/// <summary>Explains a customer's standing, and decisions. Pure, like the decisions.</summary>
public static class Explain
{
    /// <summary>Explains the standing on a day, without a decision.</summary>
    /// <param name="day">The day; facts of later days do not count.</param>
    public static (Explanation? Explanation, MetricError? Error) Standing(Explained whose, HeldState held, DateOnly day, DecisionMade? last)
    {
        var (assessment, error) = Decide.Stand(whose.Policy, whose.Facts, held, day);
        if (assessment is null) return (null, error);
        var (standing, fault) = Of(whose, held, assessment, last is null ? null : (last.Policy, last.Decision.Assessment), avoided: null,
            whose.Facts.Through(day, whose.Policy.Zone));
        return (standing is null ? null : standing with
        {
            Overdue = (held.GraceEnds ?? held.ValidUntil) is { } end && end < day ? end : null,
            Reason = last?.Reason
        }, fault);
    }

    /// <summary>Explains a decision from what it recorded. Only what keeps the tier is computed from the facts.</summary>
    /// <param name="held">The state after the decision.</param>
    /// <param name="last">The assessment of the previous decision, with its policy.</param>
    public static (Explanation? Explanation, MetricError? Error) Made(
        Explained whose, DecisionMade made, HeldState held, (CompiledPolicy Policy, Assessment Assessment)? last)
    {
        var (policy, decision, before) = made;
        var assessment =
            decision.Assessment with { Computed = policy.RankOf(decision.Computed) ?? 0, Qualified = policy.RankOf(decision.Qualified) ?? 0 };
        var known = whose.Facts.Through(decision.AsOf, policy.Zone);
        var avoided = decision.Outcome == Outcome.Downgraded && before is not null && policy.RankOf(before.Tier) is { } rank
            ? PathSearch.ToKeep(new Standpoint(policy, assessment, whose.Joined, before.EffectiveFrom).InHindsight(known), rank)
            : null;
        var (explanation, error) = Of(whose, held, assessment, last, avoided, known);
        return (explanation is null ? null : explanation with { Reason = made.Reason }, error);
    }

    private static (Explanation?, MetricError?) Of(
        Explained whose, HeldState held, Assessment assessment, (CompiledPolicy Policy, Assessment Assessment)? last, PathAnswer? avoided,
        KnownFacts? facts)
    {
        var (policy, day) = (whose.Policy, assessment.AsOf);
        var rank = policy.RankOf(held.Tier) ?? throw new ArgumentException($"The policy has no tier {held.Tier}.", nameof(held));
        var (end, review) = (held.GraceEnds ?? held.ValidUntil, whose.Reviews.Next(whose.Joined, day));
        // A day in the past is no deadline.
        var next = PathSearch.ToNextTier(
            new Standpoint(policy, assessment, whose.Joined, held.EffectiveFrom).Ahead(end < day ? review : end ?? review, facts), rank);
        var (keep, error) = Keep(whose, held, rank, day, end ?? review);
        if (error is not null) return (null, error);
        return (new(
            policy, assessment, held.Tier, policy.Policy.Tiers[assessment.Computed].Code, held.ValidUntil, held.GraceEnds,
            TraceReading.Of(policy, assessment), next, keep, avoided,
            last is { } earlier ? Changes.Between(earlier.Policy, earlier.Assessment, policy, assessment) : null)
        {
            Effective = policy.EffectiveTier(held, day),
            Override = held.OverrideOn(day),
            IsProvisional = held.Provisional,
        }, null);
    }

    /// <summary>Assesses like a warning: as of the end, with the facts up to the day.</summary>
    private static (PathAnswer?, MetricError?) Keep(Explained whose, HeldState held, int rank, DateOnly day, DateOnly? ends)
    {
        var policy = whose.Policy;
        if (rank == 0 || ends is not { } end || policy.Policy.Movement.Downgrade == Downgrade.Never || policy.Policy.Tiers[rank].Lock) return default;
        var until = end < day ? day : end;
        var known = whose.Facts.Through(day, policy.Zone);
        var (assessment, error) = Decide.Stand(policy, known, held, until);
        if (assessment is null) return (null, error);
        var keep = PathSearch.ToKeep(new Standpoint(policy, assessment, whose.Joined, held.EffectiveFrom).Until(day, known), rank)!;
        // Reaching a higher tier also keeps this one.
        return (assessment.Computed < rank ? keep : keep with { Holds = true, Paths = [] }, null);
    }
}

/// <summary>The customer to explain, with the policy.</summary>
public sealed record Explained(CompiledPolicy Policy, KnownFacts Facts, DateOnly Joined, ReviewDates Reviews);

/// <summary>A decision with the state before it.</summary>
/// <param name="Before">The state before the decision; null without a tier.</param>
public sealed record DecisionMade(CompiledPolicy Policy, Decision Decision, HeldState? Before)
{
    /// <summary>The reason for the decision.</summary>
    public Reason Reason => Reason.Of(Policy, Before, Decision);
}
