using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Paths;
using CustomerTiering.Rules.Paths.Words;

namespace CustomerTiering.Tiering.Reading;

/// <summary>Something that has to be otherwise and that isn't the customer's to move.</summary>
/// <param name="Subject">What is looked at: <c>metric complaints</c>, <c>attribute creditGrade</c>, <c>segment business</c>.</param>
/// <param name="Required">What the criterion asks of it; nothing of a segment.</param>
/// <param name="Holds">True: the criterion has to hold; false: it must not.</param>
/// <param name="Actual">The value found.</param>
/// <param name="Needed">A value that fulfils it.</param>
/// <param name="On">The day from which it holds by itself if nothing is added.</param>
public sealed record ConditionAnswer(string Subject, string? Required, bool Holds, string? Actual, string? Needed, DateOnly? On);

/// <summary>One smallest set of changes, or the one order that is enough by itself.</summary>
/// <param name="Moves">What the customer can move; each counts alone.</param>
/// <param name="Conditions">What has to hold besides.</param>
/// <param name="Cost">By which paths are ordered: Σ |needed − actual| ÷ max(|needed|, 1).</param>
/// <param name="Order">The one order, with all that it moves; nothing of a path of moves.</param>
/// <param name="Internal">Whether it leads through what customers are not told of; told to a customer it says no more than that.</param>
/// <param name="Words">The same in plain words.</param>
public sealed record PathInWords(
    IReadOnlyList<Move> Moves, IReadOnlyList<ConditionAnswer> Conditions, decimal Cost, OneOrder? Order, bool Internal, string Words);

/// <summary>What makes a rule hold.</summary>
/// <param name="Rule">Which of its rules.</param>
/// <param name="AsOf">The day as of which is judged.</param>
/// <param name="Holds">Whether it holds already.</param>
/// <param name="Paths">One order first where less is spent by it; else those without conditions first, then the cheapest first; at most 50.</param>
public sealed record PathsAnswer(string Tier, RuleKind Rule, DateOnly AsOf, bool Holds, IReadOnlyList<PathInWords> Paths)
{
    internal static PathsAnswer? Of(Explanation e, PathAnswer? answer, Language language, WordNames names) => answer is null ? null : new(
        answer.Tier, answer.Rule, answer.AsOf, answer.Holds,
        [.. answer.Paths.Select(path => new PathInWords(
            path.Moves, [.. path.Conditions.Select(Of)], path.Cost, path.Order, path.IsInternal, PathWords.Of(e.Policy, path, language, e.ToCustomer, names)))]);

    private static ConditionAnswer Of(PathCondition condition)
    {
        var (subject, required) = TraceReading.Leaf(condition.Criterion);
        return new(subject, required, condition.Holds, condition.Actual, condition.Needed, condition.On);
    }
}

/// <summary>Why this tier, what the next one takes, what keeps this one, what would have avoided a downgrade, and what changed.</summary>
/// <param name="Ladder">On which ladder.</param>
/// <param name="Decision">The decision or warning, or the last decision up to the day.</param>
/// <param name="AsOf">The day as of which was judged.</param>
/// <param name="Tier">The held tier.</param>
/// <param name="Computed">What facts and criteria say.</param>
/// <param name="Effective">What serves the customer.</param>
/// <param name="GrantedUntil">The last day of the override that makes it so, included; nothing without one.</param>
/// <param name="ValidUntil">Last day of its validity, included.</param>
/// <param name="GraceEnds">Last day of its grace, included.</param>
/// <param name="Overdue">That day, where it has passed and the tier was not judged since: the next run or timer judges it.</param>
/// <param name="Why">The rules of the held tier and of those above, criterion by criterion, in the language that was asked for.</param>
/// <param name="Trace">The same by names of the policy.</param>
/// <param name="Next">What the next tier takes; nothing on the highest.</param>
/// <param name="Keep">What keeps the tier at its end; nothing where it has none or can't be lost.</param>
/// <param name="Avoided">What would have kept the tier that was lost.</param>
/// <param name="Since">Metrics and scores that are no longer what they were at the decision before.</param>
/// <param name="Foreseen">What the decision foresaw for the end of it; not told to the customer.</param>
/// <param name="Words">The same in plain words, a line each, the reason first.</param>
/// <param name="Provisional">Whether the end of the tier was put off, since amounts without a rate might keep it.</param>
/// <param name="Uncounted">Amounts that do not count for want of a rate, by currency; nothing where all count.</param>
public sealed record ExplanationAnswer(
    Guid Customer, string Ladder, Guid Decision, DateOnly AsOf, string Tier, string Computed, string Effective, DateOnly? GrantedUntil, DateOnly? ValidUntil, DateOnly? GraceEnds,
    DateOnly? Overdue, IReadOnlyList<RuleInWords> Why, IReadOnlyList<RuleReading> Trace, PathsAnswer? Next, PathsAnswer? Keep, PathsAnswer? Avoided, Changes? Since,
    ForeseenAnswer? Foreseen, IReadOnlyList<string> Words, bool Provisional = false, IReadOnlyList<UncountedSum>? Uncounted = null)
{
    internal static ExplanationAnswer Of(ExplainedTier tier, string? named, string? audience, WordNames names)
    {
        var language = named == "zh" ? Language.Chinese : Language.English;
        var e = audience == "customer" ? tier.Explanation.ForCustomer() : tier.Explanation;
        return new(
            tier.Customer, tier.Ladder, tier.Decision, e.Assessment.AsOf, e.Held, e.Computed, e.Effective, e.Override?.Until, e.ValidUntil, e.GraceEnds, e.Overdue,
            TraceWords.Of(e, language, names), e.Why, PathsAnswer.Of(e, e.Next, language, names), PathsAnswer.Of(e, e.Keep, language, names),
            PathsAnswer.Of(e, e.Avoided, language, names), e.Since, ForeseenAnswer.Of(e.Foreseen, e.Assessment.AsOf), ExplanationWords.Of(e, language, names),
            e.IsProvisional, UncountedSum.Of(e.Assessment));
    }
}

/// <summary>The tier foreseen for the end of what was decided: nothing that anybody is promised.</summary>
/// <param name="AsOf">The as-of day of the decision that foresaw it.</param>
/// <param name="On">The day it is foreseen for.</param>
/// <param name="Certain">The tier computed for that day if nothing more happens.</param>
/// <param name="Pace">The tier computed for that day if the customer goes on as before; null where too little is known.</param>
/// <param name="Outlook">That one against the held tier: <c>falls</c>, <c>stays</c> or <c>rises</c>.</param>
/// <param name="IsOld">Whether it was made before the day that is explained: what is known since is not in it. The outlook report lists the same.</param>
public sealed record ForeseenAnswer(DateOnly AsOf, DateOnly On, string Certain, string? Pace, string? Outlook, bool IsOld)
{
    internal static ForeseenAnswer? Of(Foreseen? foreseen, DateOnly day) => foreseen is not { AsOf: var asOf, Tier: var tier } ? null
        : new(asOf, tier.On, tier.Certain, tier.Pace, tier.Outlook?.ToString().ToLowerInvariant(), asOf < day);
}

/// <summary>Explanations, in English or Chinese, for the company or in the form that a customer may be given.</summary>
public static class ReadExplanations
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/decisions/{id:guid}/explanation", async Task<Results<Read<ExplanationAnswer>, ProblemHttpResult>> (
                Guid id, string? language, string? audience, Caller caller, TierExplanations explanations, CancellationToken cancel) =>
                Answer(await explanations.OfEventAsync(caller.Tenant, id, cancel), language, audience, await explanations.NamesAsync(caller.Tenant, cancel)))
            .WithSummary("Explain a decision or warning: the reason, what the next tier requires, what keeps this one, what would have avoided a downgrade")
            .RequireRoles(Roles.ReadsCustomers);

        api.MapGet("/customers/{customer:guid}/tiers/{ladder}/explanation", async Task<Results<Read<ExplanationAnswer>, ProblemHttpResult>> (
                Guid customer, string ladder, DateOnly? asOf, string? language, string? audience, Caller caller, TierExplanations explanations, TimeProvider time,
                CancellationToken cancel) =>
                Answer(
                    await explanations.OnDayAsync(caller.Tenant, customer, ladder, asOf, time.GetUtcNow(), cancel), language, audience,
                    await explanations.NamesAsync(caller.Tenant, cancel)))
            .WithSummary("Explain a customer's tier on a ladder: the reason, what the next tier requires, and what keeps this one")
            .AnswersFrom(CustomerFactsProjection.ProjectionName).RequireRoles(Roles.ReadsCustomers);
    }

    private static Results<Read<ExplanationAnswer>, ProblemHttpResult> Answer(Result<ExplainedTier> made, string? language, string? audience, WordNames names)
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
