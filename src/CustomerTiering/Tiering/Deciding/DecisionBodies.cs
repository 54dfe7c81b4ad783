using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Forecasts;
using CustomerTiering.Rules.Paths;
using CustomerTiering.Tiering.Reading;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>Converts decisions to events and back.</summary>
internal static class DecisionBodies
{
    private const int MostTextOfAttributes = 2_000;
    private const int MostPartsOfKeep = 40;
    private const int MostPathsOfKeep = 8;

    internal static TierDecided Of(
        CompiledPolicy policy, Guid customer, DateOnly joined, Decision decision, string? servicePlan, Forecast? forecast) => new(
        customer, decision.Ladder, Of(decision.Policy), decision.Engine, joined, decision.LogPosition, decision.FactsDigest,
        decision.Trigger.Kind.Name(), decision.Trigger.Id, Of(policy, decision.Assessment), decision.Qualified, decision.Computed, decision.Held,
        decision.Effective,
        decision.Outcome.Name(), decision.EffectiveFrom, decision.ValiditySince, decision.ValidUntil, decision.GraceEnds,
        servicePlan, decision.Supersedes, decision.FollowedBy,
        forecast is null ? null : new(forecast.On, forecast.Certain, forecast.Pace, forecast.Outlook?.ToString().ToLowerInvariant()),
        decision.Provisional);

    internal static object Of(Guid customer, StandardInForce<CompiledPolicy> policy, WarningJudged warning, DateOnly joined, HeldState held)
    {
        var periods = warning.Periods.Select(period => period.ToString()).ToList();
        var (ladder, by) = (policy.Compiled.Policy.Ladder, Of(policy.Reference));
        return warning.Fails
            ? new DowngradeWarned(
                customer, ladder, by, warning.AsOf, warning.Period.ToString(), periods, warning.ValidUntil, warning.Held, warning.Computed,
                Of(policy.Compiled, warning.Assessment),
                Keep(policy.Compiled, warning, joined, held))
            : new RetentionForeseen(customer, ladder, by, warning.AsOf, periods, warning.ValidUntil, warning.Held, warning.Computed);
    }

    /// <summary>The paths that keep the tier, by numbers of metrics and criteria; limited to what fits a leaf.</summary>
    private static List<KeepPath> Keep(CompiledPolicy policy, WarningJudged warning, DateOnly joined, HeldState held)
    {
        var at = new Standpoint(policy, warning.Assessment, joined, held.EffectiveFrom).Until(warning.AsOf);
        var (kept, parts) = (new List<KeepPath>(), 0);
        foreach (var path in PathSearch.ToKeep(at, policy.RankOf(warning.Held)!.Value)!.Paths.Take(MostPathsOfKeep))
        {
            parts += path.Moves.Count + path.Conditions.Count;
            if (parts > MostPartsOfKeep) break;
            kept.Add(new(
                [.. path.Moves.Select(move => new KeepMove(policy.MetricAt(move.Metric), move.Needed, move.From, move.By))],
                [.. path.Conditions.Select(condition => new KeepCondition(condition.Criterion.Index, condition.Holds))]));
        }
        return kept;
    }

    /// <summary>The forecast of a decision, as of its day; null if it has none.</summary>
    internal static Foreseen? ToForeseen(TierDecided e) => e.Foreseen is not { } tier ? null
        : new(e.Assessed.AsOf, new(
            tier.On, tier.Certain, tier.Pace, tier.Outlook is { } outlook ? Enum.Parse<Outlook>(outlook, ignoreCase: true) : null));

    internal static Decision ToDecision(Guid id, TierDecided e) => new(
        id.ToString("D"), e.Ladder, To(e.Policy), e.Engine, e.Assessed.AsOf, e.LogPosition, e.FactsDigest, new(TriggerOf(e.TriggerKind), e.TriggerId),
        ToAssessment(e.Assessed), e.Qualified, e.Computed, e.Held, e.Effective, OutcomeOf(e.Outcome), e.EffectiveFrom, e.ValiditySince, e.ValidUntil,
        e.GraceEnds, e.Supersedes, e.Provisional, e.FollowedBy);

    /// <summary>The assessment with its trace, without the ranks of the computed and the qualified tier: the decision has their codes.</summary>
    internal static Assessment ToAssessment(Assessed e) => new(
        e.AsOf, [.. e.Metrics], [.. e.Scores], [.. e.Attributes],
        [.. e.Trace.Select(rule => new RuleTrace(rule.Rank, RuleOf(rule.Rule), rule.Verdicts))], Qualified: -1, Computed: -1, [.. e.Rates ?? []])
    {
        Uncounted = [.. (e.Uncounted ?? []).Select(one => new UncountedAmount(one.Currency, one.Facts, one.Sum))],
    };

    internal static PolicyReference To(DecidedBy policy) => new(policy.Id, policy.Version, policy.Digest);

    internal static Period PeriodOf(string text) =>
        Period.TryParse(text, out var period) ? period : throw new InvalidDataException($"'{text}' is no period.");

    private static DecidedBy Of(PolicyReference policy) => new(policy.Id, policy.Version, policy.Digest);

    private static Assessed Of(CompiledPolicy policy, Assessment assessment) => new(
        assessment.AsOf, assessment.Metrics.Items, assessment.Scores.Items, Cut(assessment.Attributes),
        [.. assessment.Rules.Select(rule => new TracedRule(rule.Rank, Name(rule.Rule), rule.Verdicts))],
        UsedRates.Own(policy, assessment), UncountedSum.Of(assessment), UsedRates.OfLaterVersions(policy, assessment));

    /// <summary>Cuts the attribute texts so that a decision by the largest permitted policy fits a leaf. The facts hold the complete texts.</summary>
    private static IReadOnlyList<string?> Cut(EquatableList<string?> attributes)
    {
        var longest = Math.Max(3, MostTextOfAttributes / Math.Max(1, attributes.Count));
        return [.. attributes.Select(
            text => text is { Length: > 0 } && text.Length > longest ? $"{text.AsSpan(0, Whole(text, longest - 1))}…" : text)];
    }

    /// <summary>The length at which to cut a text; one less if the cut would split a surrogate pair.</summary>
    private static int Whole(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;

    private static string Name(RuleKind rule) => rule == RuleKind.Retain ? "retain" : "qualify";

    private static RuleKind RuleOf(string name) => name == "retain" ? RuleKind.Retain : RuleKind.Qualify;

    private static TriggerKind TriggerOf(string name) => Enum.GetValues<TriggerKind>().First(kind => kind.Name() == name);

    private static Outcome OutcomeOf(string name) => Enum.GetValues<Outcome>().First(outcome => outcome.Name() == name);
}
