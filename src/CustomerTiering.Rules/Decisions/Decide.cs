using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Decisions;

/// <summary>Makes decisions: pure functions, without I/O, clock or randomness. The same request gives the same decision on every machine.</summary>
public static class Decide
{
    /// <summary>Version of the rules; it changes with every change that can change a decision.</summary>
    public const string EngineVersion = "1";

    /// <summary>The decision that a request asks for.</summary>
    /// <exception cref="ArgumentException">The held tier is none of the policy's, or a trigger other than joining comes without a held tier.</exception>
    public static Decided Run(DecisionRequest request)
    {
        var rank = RankOf(request);
        var (assessment, error) = Assess(request.Policy, request.Facts, request.AsOf, rank, request.Held?.EffectiveFrom);
        if (assessment is null) return new(null, error);
        if (request.Trigger.Kind == TriggerKind.Joining) return new(Made(request, null, assessment, Movement.Join(request.Policy, request.Joined, assessment)), null);
        var held = request.Held ?? throw new ArgumentException($"A decision on {request.Trigger.Kind.Name()} needs a held tier.", nameof(request));
        if (request.Trigger.Kind == TriggerKind.Recheck) return Recheck(request, held, rank!.Value, assessment);
        var moved = request.Trigger.Kind switch
        {
            TriggerKind.Leaving => new Moved(rank!.Value, held.EffectiveFrom, Outcome.Left, GrantChanges: true),
            TriggerKind.Withdrawal => Unchanged(held, rank!.Value),
            _ => Movement.Move(request.Policy, held, rank!.Value, request.Joined, assessment, request.Trigger.Kind, held.JudgedBy < request.Reference.Version),
        };
        return new(Made(request, held, assessment, moved), null);
    }

    /// <summary>Judges whether the held tier would be kept at the end of its validity, from the facts known so far; null if no warning is due.</summary>
    /// <param name="policy">The policy in force.</param>
    /// <param name="facts">What is known; facts after <paramref name="day"/> don't count.</param>
    /// <param name="held">What is held.</param>
    /// <param name="day">The day of the warning.</param>
    public static (WarningJudged? Warning, MetricError? Error) Warn(CompiledPolicy policy, KnownFacts facts, HeldState held, DateOnly day)
    {
        var periods = Warnings.DueBy(policy, held, day);
        if (periods.Count == 0 || held.ValidUntil is not { } until || policy.RankOf(held.Tier) is not { } rank) return default;
        var (assessment, error) = Assess(policy, facts.Through(day, policy.Zone), until, rank, held.EffectiveFrom);
        if (assessment is null) return (null, error);
        var computed = policy.Policy.Tiers[assessment.Computed].Code;
        var judged = new WarningJudged(
            day, periods[^1], [.. periods], until, held.Tier, computed, assessment.Computed < rank, assessment with { Rules = From(rank, assessment.Rules) });
        return (judged, null);
    }

    /// <summary>How a customer stands on a day, with the trace of the held tier and of every tier above: no decision.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="facts">What is known.</param>
    /// <param name="held">What is held.</param>
    /// <param name="day">The day.</param>
    /// <exception cref="ArgumentException">The held tier is none of the policy's.</exception>
    public static (Assessment? Assessment, MetricError? Error) Stand(CompiledPolicy policy, KnownFacts facts, HeldState held, DateOnly day)
    {
        var rank = policy.RankOf(held.Tier) ?? throw new ArgumentException($"The policy has no tier {held.Tier}.", nameof(held));
        var (assessment, error) = Assess(policy, facts, day, rank, held.EffectiveFrom);
        return (assessment is null ? null : assessment with { Rules = From(rank, assessment.Rules) }, error);
    }

    private static (Assessment? Assessment, MetricError? Error) Assess(
        CompiledPolicy policy, KnownFacts facts, DateOnly asOf, int? held, DateOnly? tierStart)
    {
        facts = facts.On(asOf, policy.Zone);
        var metrics = policy.Metrics.Evaluate(facts, asOf, tierStart);
        if (metrics.Error is { } error) return (null, error);
        var assessment = Assessor.Assess(policy, metrics.Values, facts.Own.ProfileOn(asOf, policy.Zone), asOf, held);
        return (metrics.Rates.IsEmpty ? assessment : assessment with { Rates = new(metrics.Rates) }, null);
    }

    /// <summary>The rules of tiers from a rank on.</summary>
    private static EquatableList<RuleTrace> From(int rank, EquatableList<RuleTrace> rules)
    {
        var first = 0;
        while (first < rules.Count && rules[first].Rank < rank) first++;
        return first == 0 ? rules : new(rules.Items[first..]);
    }

    private static Decided Recheck(DecisionRequest request, HeldState held, int rank, Assessment assessment)
    {
        var unchanged = Unchanged(held, rank);
        if (held.Grant is not { } grant || assessment.Computed >= rank) return new(Made(request, held, assessment, unchanged), null);
        var (holds, error) = StillHolds(request, held.Tier, grant);
        if (error is not null) return new(null, error);
        if (holds) return new(Made(request, held, assessment, unchanged), null);
        var moved = Movement.FallAtOnce(request.Policy, request.Joined, assessment);
        return new(Made(request, held, assessment, moved) with { Supersedes = grant.DecisionId }, null);
    }

    private static Moved Unchanged(HeldState held, int rank) =>
        new(rank, held.EffectiveFrom, Outcome.Retained, held.ValiditySince, held.ValidUntil, held.GraceEnds);

    private static (bool Holds, MetricError? Error) StillHolds(DecisionRequest request, string tier, Grant grant)
    {
        var policy = request.GrantedBy ?? request.Policy;
        if (policy.RankOf(tier) is not { } rank || policy.Rule(rank, grant.Rule) is not { } rule) return (true, null);
        // Of a group, those are judged who belonged to it then.
        var facts = request.Facts.On(grant.AsOf, policy.Zone);
        var metrics = policy.Metrics.Evaluate(facts, grant.AsOf, grant.TierStart, request.AsOf);
        return metrics.Error is { } error
            ? (false, error)
            : (Assessor.Holds(policy, rule, metrics.Values, facts.Own.ProfileOn(grant.AsOf, policy.Zone)), null);
    }

    private static Decision Made(DecisionRequest request, HeldState? before, Assessment assessment, Moved moved)
    {
        var policy = request.Policy;
        var lowest = before is null ? moved.Tier : Math.Min(moved.Tier, policy.RankOf(before.Tier)!.Value);
        var grant = !moved.GrantChanges ? before?.Grant
            : moved.Gives is { } rule ? new Grant(rule, request.AsOf, before?.EffectiveFrom, request.DecisionId, request.Reference)
            : null;
        return new(
            request.DecisionId, policy.Policy.Ladder, request.Reference, EngineVersion, request.AsOf, request.LogPosition, request.FactsDigest,
            request.Trigger, assessment with { Rules = From(lowest, assessment.Rules) },
            Code(policy, assessment.Qualified), Code(policy, assessment.Computed), Code(policy, moved.Tier),
            Effective(request, before, moved), moved.Outcome, moved.EffectiveFrom, moved.ValiditySince, moved.ValidUntil, moved.GraceEnds, grant, null);
    }

    /// <summary>What serves from the first day of what was decided; an override of whoever leaves ends.</summary>
    private static string Effective(DecisionRequest request, HeldState? before, Moved moved)
    {
        var day = moved.EffectiveFrom > request.AsOf ? moved.EffectiveFrom : request.AsOf;
        return request.Policy.EffectiveTier(Code(request.Policy, moved.Tier), moved.Outcome == Outcome.Left ? null : before?.OverrideOn(day));
    }

    private static int? RankOf(DecisionRequest request) => request.Held is not { } held ? null
        : request.Policy.RankOf(held.Tier) ?? throw new ArgumentException($"The policy has no tier {held.Tier}.", nameof(request));

    private static string Code(CompiledPolicy policy, int rank) => policy.Policy.Tiers[rank].Code;
}
