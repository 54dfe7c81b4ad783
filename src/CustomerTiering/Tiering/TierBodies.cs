using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tiering;

/// <summary>Decisions as events, and events as the decisions they record.</summary>
internal static class TierBodies
{
    private const int MostTextOfAttributes = 2_000;

    internal static TierDecided Of(Guid customer, DateOnly joined, Decision decision, string? servicePlan) => new(
        customer, decision.Ladder, Of(decision.Policy), decision.Engine, joined, decision.LogPosition, decision.FactsDigest,
        decision.Trigger.Kind.Name(), decision.Trigger.Id, Of(decision.Assessment), decision.Qualified, decision.Computed, decision.Held, decision.Effective,
        decision.Outcome.Name(), decision.EffectiveFrom, decision.ValiditySince, decision.ValidUntil, decision.GraceEnds,
        decision.Grant is { } grant ? new(Name(grant.Rule), grant.AsOf, grant.TierStart, grant.DecisionId, Of(grant.Policy)) : null,
        servicePlan, decision.Supersedes, decision.FollowedBy);

    internal static object Of(Guid customer, string ladder, PolicyReference policy, WarningJudged warning)
    {
        var periods = warning.Periods.Select(period => period.ToString()).ToList();
        return warning.Fails
            ? new DowngradeWarned(
                customer, ladder, Of(policy), warning.AsOf, warning.Period.ToString(), periods, warning.ValidUntil, warning.Held, warning.Computed, Of(warning.Assessment))
            : new RetentionForeseen(customer, ladder, Of(policy), warning.AsOf, periods, warning.ValidUntil, warning.Held, warning.Computed);
    }

    internal static Decision ToDecision(Guid id, TierDecided e) => new(
        id.ToString("D"), e.Ladder, To(e.Policy), e.Engine, e.Assessed.AsOf, e.LogPosition, e.FactsDigest, new(TriggerOf(e.TriggerKind), e.TriggerId),
        ToAssessment(e.Assessed), e.Qualified, e.Computed, e.Held, e.Effective, OutcomeOf(e.Outcome), e.EffectiveFrom, e.ValiditySince, e.ValidUntil,
        e.GraceEnds, e.Grant is { } grant ? new(RuleOf(grant.Rule), grant.AsOf, grant.TierStart, grant.Decision, To(grant.Policy)) : null, e.Supersedes,
        e.FollowedBy);

    /// <summary>The trace with what it was made from; ranks of computed and qualified tiers are in the decision by code.</summary>
    internal static Assessment ToAssessment(Assessed e) => new(
        e.AsOf, [.. e.Metrics], [.. e.Scores], [.. e.Attributes],
        [.. e.Trace.Select(rule => new RuleTrace(rule.Rank, RuleOf(rule.Rule), rule.Verdicts))], Qualified: -1, Computed: -1, [.. e.Rates ?? []]);

    internal static PolicyReference To(DecidedBy policy) => new(policy.Id, policy.Version, policy.Digest);

    internal static Period PeriodOf(string text) =>
        Period.TryParse(text, out var period) ? period : throw new InvalidDataException($"'{text}' is no period.");

    private static DecidedBy Of(PolicyReference policy) => new(policy.Id, policy.Version, policy.Digest);

    private static Assessed Of(Assessment assessment) => new(
        assessment.AsOf, assessment.Metrics.Items, assessment.Scores.Items, Cut(assessment.Attributes),
        [.. assessment.Rules.Select(rule => new TracedRule(rule.Rank, Name(rule.Rule), rule.Verdicts))],
        assessment.Rates.Count == 0 ? null : assessment.Rates.Items);

    /// <summary>
    /// A policy may look at a great many attributes, and their texts may be long: here they show what was compared, and are cut so that a decision by the
    /// largest permitted policy fits a leaf. The facts hold them whole.
    /// </summary>
    private static IReadOnlyList<string?> Cut(EquatableList<string?> attributes)
    {
        var longest = Math.Max(3, MostTextOfAttributes / Math.Max(1, attributes.Count));
        return [.. attributes.Select(text => text is { Length: > 0 } && text.Length > longest ? $"{text.AsSpan(0, Whole(text, longest - 1))}…" : text)];
    }

    /// <summary>So many characters, or one fewer where that would cut a character of two units in half.</summary>
    private static int Whole(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;

    private static string Name(RuleKind rule) => rule == RuleKind.Retain ? "retain" : "qualify";

    private static RuleKind RuleOf(string name) => name == "retain" ? RuleKind.Retain : RuleKind.Qualify;

    private static TriggerKind TriggerOf(string name) => Enum.GetValues<TriggerKind>().First(kind => kind.Name() == name);

    private static Outcome OutcomeOf(string name) => Enum.GetValues<Outcome>().First(outcome => outcome.Name() == name);
}
