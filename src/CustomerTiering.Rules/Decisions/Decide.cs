using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Decisions;

/// <summary>Makes decisions: pure functions without I/O, clock or randomness. Equal requests give equal decisions on every machine.</summary>
public static class Decide
{
    /// <summary>Version of the rules. It changes with every change that can affect a decision.</summary>
    public const string EngineVersion = "2";

    /// <summary>Makes the requested decision. Not for rechecks.</summary>
    /// <exception cref="ArgumentException">The policy lacks the held tier, or a trigger other than joining has no held tier.</exception>
    public static Decided Run(DecisionRequest request)
    {
        var rank = RankOf(request);
        var (assessment, error) = Assess(request, rank);
        if (assessment is null) return new(null, error);
        if (request.Trigger.Kind == TriggerKind.Joining)
            return new(Made(request, null, assessment, Movement.Join(request.Policy, request.Joined, assessment)), null);
        var held = request.Held ?? throw new ArgumentException($"A decision on {request.Trigger.Kind.Name()} needs a held tier.", nameof(request));
        var moved = request.Trigger.Kind switch
        {
            TriggerKind.Leaving => new Moved(rank!.Value, held.EffectiveFrom, Outcome.Left),
            TriggerKind.Withdrawal =>
                new Moved(rank!.Value, held.EffectiveFrom, Outcome.Retained, held.ValiditySince, held.ValidUntil, held.GraceEnds),
            _ => Movement.Move(request, held, rank!.Value, assessment),
        };
        return new(Made(request, held, assessment, moved), null);
    }

    /// <summary>Judges whether the tier would be kept at the end of its validity, from the facts known so far; null if no warning is due.</summary>
    /// <param name="facts">Known facts; facts after <paramref name="day"/> do not count.</param>
    /// <param name="day">The day of the warning.</param>
    public static (WarningJudged? Warning, MetricError? Error) Warn(CompiledPolicy policy, KnownFacts facts, HeldState held, DateOnly day)
    {
        var periods = Warnings.DueBy(policy, held, day);
        if (periods.Count == 0 || held.ValidUntil is not { } until || policy.RankOf(held.Tier) is not { } rank) return default;
        var (assessment, error) = Assess(policy, facts.Through(day, policy.Zone), until, rank, held.EffectiveFrom, null);
        if (assessment is null) return (null, error);
        var computed = policy.Policy.Tiers[assessment.Computed].Code;
        var judged = new WarningJudged(
            day, periods[^1], [.. periods], until, held.Tier, computed, assessment.Computed < rank,
            assessment with { Rules = From(rank, assessment.Rules) });
        return (judged, null);
    }

    /// <summary>The customer's standing on a day, with the trace of the held tier and of every tier above it. Makes no decision.</summary>
    /// <exception cref="ArgumentException">The policy lacks the held tier.</exception>
    public static (Assessment? Assessment, MetricError? Error) Stand(CompiledPolicy policy, KnownFacts facts, HeldState held, DateOnly day)
    {
        var rank = policy.RankOf(held.Tier) ?? throw new ArgumentException($"The policy has no tier {held.Tier}.", nameof(held));
        var (assessment, error) = Assess(policy, facts, day, rank, held.EffectiveFrom, null);
        return (assessment is null ? null : assessment with { Rules = From(rank, assessment.Rules) }, error);
    }

    /// <summary>The decision of a recheck whose result differs from the held state.</summary>
    /// <param name="request">The request, with metrics and computed tier as of the held state before it.</param>
    /// <param name="found">The state that would stand if the returned goods had never been bought.</param>
    internal static Decided Recheck(DecisionRequest request, HeldState found)
    {
        var (held, rank) = (request.Held!, RankOf(request)!.Value);
        var (assessment, error) = Assess(request, rank);
        if (assessment is null) return new(null, error);
        var to = request.Policy.RankOf(found.Tier)!.Value;
        var outcome = to < rank ? Outcome.Downgraded : to > rank ? Outcome.Upgraded : Outcome.Retained;
        var moved = new Moved(to, found.EffectiveFrom, outcome, found.ValiditySince, found.ValidUntil, found.GraceEnds, found.Provisional);
        return new(Made(request, held, assessment, moved) with { Supersedes = held.GivenBy }, null);
    }

    private static (Assessment? Assessment, MetricError? Error) Assess(DecisionRequest request, int? rank) =>
        Assess(request.Policy, request.Facts, request.AsOf, rank, request.Held?.EffectiveFrom, request.Known);

    private static (Assessment? Assessment, MetricError? Error) Assess(
        CompiledPolicy policy, KnownFacts facts, DateOnly asOf, int? held, DateOnly? tierStart, ReturnsKnown? known)
    {
        facts = facts.On(asOf, policy.Zone);
        var metrics = policy.Metrics.Evaluate(facts, asOf, tierStart, known);
        if (metrics.Error is { } error) return (null, error);
        var assessment = Assessor.Assess(policy, metrics.Values, facts.Own.ProfileOn(asOf, policy.Zone), asOf, held);
        if (metrics.Rates.IsEmpty && metrics.Uncounted.Count == 0) return (assessment, null);
        return (assessment with { Rates = new(metrics.Rates), Uncounted = metrics.Uncounted, UncountedMetrics = new(metrics.UncountedMetrics) },
            null);
    }

    /// <summary>The rules of tiers from a rank up.</summary>
    private static EquatableList<RuleTrace> From(int rank, EquatableList<RuleTrace> rules)
    {
        var first = 0;
        while (first < rules.Count && rules[first].Rank < rank) first++;
        return first == 0 ? rules : new(rules.Items[first..]);
    }

    private static Decision Made(DecisionRequest request, HeldState? before, Assessment assessment, Moved moved)
    {
        var policy = request.Policy;
        var lowest = before is null ? moved.Tier : Math.Min(moved.Tier, policy.RankOf(before.Tier)!.Value);
        return new(
            request.DecisionId, policy.Policy.Ladder, request.Reference, EngineVersion, request.AsOf, request.LogPosition, request.FactsDigest,
            request.Trigger, assessment with { Rules = From(lowest, assessment.Rules) },
            Code(policy, assessment.Qualified), Code(policy, assessment.Computed), Code(policy, moved.Tier),
            Effective(request, before, moved), moved.Outcome, moved.EffectiveFrom, moved.ValiditySince, moved.ValidUntil, moved.GraceEnds, null,
            moved.Provisional);
    }

    /// <summary>The effective tier on the decision's first day. An override ends when the customer leaves.</summary>
    private static string Effective(DecisionRequest request, HeldState? before, Moved moved)
    {
        var day = moved.EffectiveFrom > request.AsOf ? moved.EffectiveFrom : request.AsOf;
        return request.Policy.EffectiveTier(Code(request.Policy, moved.Tier), moved.Outcome == Outcome.Left ? null : before?.OverrideOn(day));
    }

    private static int? RankOf(DecisionRequest request) => request.Held is not { } held ? null
        : request.Policy.RankOf(held.Tier) ?? throw new ArgumentException($"The policy has no tier {held.Tier}.", nameof(request));

    private static string Code(CompiledPolicy policy, int rank) => policy.Policy.Tiers[rank].Code;
}
