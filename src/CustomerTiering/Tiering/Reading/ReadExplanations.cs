using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Paths;
using CustomerTiering.Rules.Paths.Words;

namespace CustomerTiering.Tiering.Reading;

/// <summary>A condition that has to change and that the customer cannot influence.</summary>
/// <param name="Subject">The subject: <c>metric complaints</c>, <c>attribute creditGrade</c>, <c>segment business</c>.</param>
/// <param name="Required">The comparison required by the criterion; null for a segment.</param>
/// <param name="Holds">True if the criterion must be met; false if it must not be met.</param>
/// <param name="Needed">A value that satisfies the condition.</param>
/// <param name="On">The day from which it is satisfied without further facts.</param>
public sealed record ConditionAnswer(string Subject, string? Required, bool Holds, string? Actual, string? Needed, DateOnly? On);

/// <summary>A smallest set of changes, or a single order that is sufficient.</summary>
/// <param name="Moves">The changes that the customer can make, each counted alone.</param>
/// <param name="Conditions">The conditions that must be satisfied in addition.</param>
/// <param name="Cost">The sort key of paths: Σ |needed − actual| ÷ max(|needed|, 1).</param>
/// <param name="Order">The single order with all metrics that it changes; null for a path of moves.</param>
/// <param name="Internal">Whether the path depends on something that is not disclosed to customers. A customer is told this and nothing more.</param>
public sealed record PathInWords(
    IReadOnlyList<Move> Moves, IReadOnlyList<ConditionAnswer> Conditions, decimal Cost, OneOrder? Order, bool Internal, string Words);

/// <summary>What satisfies a rule.</summary>
/// <param name="Rule">Which of the tier's rules.</param>
/// <param name="Holds">Whether the rule is met already.</param>
/// <param name="Paths">A single order first if it needs less spend; then paths without conditions, then the cheapest; at most 50.</param>
public sealed record PathsAnswer(string Tier, RuleKind Rule, DateOnly AsOf, bool Holds, IReadOnlyList<PathInWords> Paths)
{
    internal static PathsAnswer? Of(Explanation e, PathAnswer? answer, Language language, WordNames names) => answer is null ? null : new(
        answer.Tier, answer.Rule, answer.AsOf, answer.Holds,
        [.. answer.Paths.Select(path => new PathInWords(
            path.Moves, [.. path.Conditions.Select(Of)], path.Cost, path.Order, path.IsInternal,
            PathWords.Of(e.Policy, path, language, e.ToCustomer, names)))]);

    private static ConditionAnswer Of(PathCondition condition)
    {
        var (subject, required) = TraceReading.Leaf(condition.Criterion);
        return new(subject, required, condition.Holds, condition.Actual, condition.Needed, condition.On);
    }
}

/// <summary>Explains a tier: its reasons, what the next tier requires, what keeps it, what avoids a downgrade, and what changed.</summary>
/// <param name="Decision">The decision or warning that is explained, or the last decision up to the day.</param>
/// <param name="Tier">The held tier.</param>
/// <param name="GrantedUntil">The last day of the override in force, inclusive; null for none.</param>
/// <param name="ValidUntil">Last day of the validity, inclusive.</param>
/// <param name="GraceEnds">Last day of the grace period, inclusive.</param>
/// <param name="Overdue">The last day of the validity or grace period if it passed without a judgement; the next run or timer judges.</param>
/// <param name="Why">The rules of the held tier and of the tiers above, criterion by criterion, in the requested language.</param>
/// <param name="Trace">The same with the names of the policy.</param>
/// <param name="Next">What the next tier requires; null on the highest.</param>
/// <param name="Keep">What keeps the tier at its end; null if it has no end or cannot be lost.</param>
/// <param name="Avoided">What would have kept the lost tier.</param>
/// <param name="Since">Metrics and scores that changed since the previous decision.</param>
/// <param name="Foreseen">The forecast of the decision; not disclosed to customers.</param>
/// <param name="Words">The explanation in plain words, a line each, the reason first.</param>
/// <param name="Provisional">Whether the end of the tier is postponed because amounts without a rate might keep it.</param>
/// <param name="Uncounted">Amounts that do not count because they have no rate, by currency; null if all amounts count.</param>
public sealed record ExplanationAnswer(
    Guid Customer, string Ladder, Guid Decision, DateOnly AsOf, string Tier, string Computed, string Effective, DateOnly? GrantedUntil,
    DateOnly? ValidUntil, DateOnly? GraceEnds,
    DateOnly? Overdue, IReadOnlyList<RuleInWords> Why, IReadOnlyList<RuleReading> Trace, PathsAnswer? Next, PathsAnswer? Keep, PathsAnswer? Avoided,
    Changes? Since,
    ForeseenAnswer? Foreseen, IReadOnlyList<string> Words, bool Provisional = false, IReadOnlyList<UncountedSum>? Uncounted = null)
{
    internal static ExplanationAnswer Of(ExplainedTier tier, string? named, string? audience, WordNames names)
    {
        var language = named == "zh" ? Language.Chinese : Language.English;
        var e = audience == "customer" ? tier.Explanation.ForCustomer() : tier.Explanation;
        return new(
            tier.Customer, tier.Ladder, tier.Decision, e.Assessment.AsOf, e.Held, e.Computed, e.Effective, e.Override?.Until, e.ValidUntil,
            e.GraceEnds, e.Overdue,
            TraceWords.Of(e, language, names), e.Why, PathsAnswer.Of(e, e.Next, language, names), PathsAnswer.Of(e, e.Keep, language, names),
            PathsAnswer.Of(e, e.Avoided, language, names), e.Since, ForeseenAnswer.Of(e.Foreseen, e.Assessment.AsOf),
            ExplanationWords.Of(e, language, names),
            e.IsProvisional, UncountedSum.Of(e.Assessment));
    }
}

/// <summary>The tier foreseen for the end of the validity or grace period. A forecast is not a promise.</summary>
/// <param name="AsOf">The as-of date of the decision with the forecast.</param>
/// <param name="On">The day of the forecast.</param>
/// <param name="Certain">The tier computed for that day without further facts.</param>
/// <param name="Pace">The tier computed for that day if the customer goes on as before; null if too little is known.</param>
/// <param name="Outlook"><paramref name="Pace"/> compared with the held tier: <c>falls</c>, <c>stays</c> or <c>rises</c>.</param>
/// <param name="IsOld">Whether the forecast was made before the explained day and lacks later facts. The outlook report shows the same.</param>
public sealed record ForeseenAnswer(DateOnly AsOf, DateOnly On, string Certain, string? Pace, string? Outlook, bool IsOld)
{
    internal static ForeseenAnswer? Of(Foreseen? foreseen, DateOnly day) => foreseen is not { AsOf: var asOf, Tier: var tier } ? null
        : new(asOf, tier.On, tier.Certain, tier.Pace, tier.Outlook?.ToString().ToLowerInvariant(), asOf < day);
}

/// <summary>Explanations in English or Chinese, for the company or in the form disclosed to customers.</summary>
public static class ReadExplanations
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/decisions/{id:guid}/explanation", async Task<Results<Read<ExplanationAnswer>, ProblemHttpResult>> (
                Guid id, string? language, string? audience, Caller caller, TierExplanations explanations, CancellationToken cancel) =>
                Answer(await explanations.OfEventAsync(caller.Tenant, id, cancel), language, audience,
                    await explanations.NamesAsync(caller.Tenant, cancel)))
            .WithSummary(
                "Explain a decision or warning: the reason, what the next tier requires, what keeps this one, what would have avoided a downgrade")
            .RequireRoles(Roles.ReadsCustomers);

        api.MapGet("/customers/{customer:guid}/tiers/{ladder}/explanation", async Task<Results<Read<ExplanationAnswer>, ProblemHttpResult>> (
                Guid customer, string ladder, DateOnly? asOf, string? language, string? audience, Caller caller, TierExplanations explanations,
                TimeProvider time,
                CancellationToken cancel) =>
                Answer(
                    await explanations.OnDayAsync(caller.Tenant, customer, ladder, asOf, time.GetUtcNow(), cancel), language, audience,
                    await explanations.NamesAsync(caller.Tenant, cancel)))
            .WithSummary("Explain a customer's tier on a ladder: the reason, what the next tier requires, and what keeps this one")
            .AnswersFrom(CustomerFactsProjection.ProjectionName).RequireRoles(Roles.ReadsCustomers);
    }

    private static Results<Read<ExplanationAnswer>, ProblemHttpResult> Answer(
        Result<ExplainedTier> made, string? language, string? audience, WordNames names)
    {
        List<FieldError> wrong = [];
        if (language is not (null or "en" or "zh")) wrong.Add(new("language", "unknown-word", "language must be en or zh."));
        if (audience is not (null or "company" or "customer")) wrong.Add(new("audience", "unknown-word", "audience must be company or customer."));
        if (wrong.Count > 0) return Problem.Invalid(wrong).ToResult();
        return made.TryGet(out var tier, out var problem)
            ? new Read<ExplanationAnswer>(ExplanationAnswer.Of(tier, language, audience, names), tier.Position)
            : problem.ToResult();
    }
}
