using CustomerTiering.Access;
using CustomerTiering.Facts;
using CustomerTiering.Http;
using CustomerTiering.Http.Answers;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Paths;
using CustomerTiering.Rules.Paths.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Tiering;

/// <summary>Something that has to be otherwise and that isn't the customer's to move.</summary>
/// <param name="Subject">What is looked at: <c>metric complaints</c>, <c>attribute creditGrade</c>, <c>segment business</c>.</param>
/// <param name="Required">What the criterion asks of it; nothing of a segment.</param>
/// <param name="Holds">True: the criterion has to hold; false: it must not.</param>
/// <param name="Actual">The value found.</param>
/// <param name="Needed">A value that fulfils it.</param>
/// <param name="On">The day from which it holds by itself if nothing is added.</param>
public sealed record ConditionAnswer(string Subject, string? Required, bool Holds, string? Actual, string? Needed, DateOnly? On);

/// <summary>One smallest set of changes.</summary>
/// <param name="Moves">What the customer can move; each counts alone.</param>
/// <param name="Conditions">What has to hold besides.</param>
/// <param name="Cost">By which paths are ordered: Σ |needed − actual| ÷ max(|needed|, 1).</param>
/// <param name="Words">The same in plain words.</param>
public sealed record PathInWords(IReadOnlyList<Move> Moves, IReadOnlyList<ConditionAnswer> Conditions, decimal Cost, string Words);

/// <summary>What makes a rule hold.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="Rule">Which of its rules.</param>
/// <param name="AsOf">The day as of which is judged.</param>
/// <param name="Holds">Whether it holds already.</param>
/// <param name="Paths">Those without conditions first, then the cheapest first; at most eight.</param>
public sealed record PathsAnswer(string Tier, RuleKind Rule, DateOnly AsOf, bool Holds, IReadOnlyList<PathInWords> Paths)
{
    internal static PathsAnswer? Of(CompiledPolicy policy, PathAnswer? answer, Language language) => answer is null ? null : new(
        answer.Tier, answer.Rule, answer.AsOf, answer.Holds,
        [.. answer.Paths.Select(path => new PathInWords(path.Moves, [.. path.Conditions.Select(Of)], path.Cost, PathWords.Of(policy, path, language)))]);

    private static ConditionAnswer Of(PathCondition condition)
    {
        var (subject, required) = TraceReading.Leaf(condition.Criterion);
        return new(subject, required, condition.Holds, condition.Actual, condition.Needed, condition.On);
    }
}

/// <summary>Why this tier, what the next one takes, what keeps this one, what would have avoided a downgrade, and what changed.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Ladder">On which ladder.</param>
/// <param name="Decision">The decision, or the last one up to the day.</param>
/// <param name="AsOf">The day as of which was judged.</param>
/// <param name="Tier">The held tier.</param>
/// <param name="Computed">What facts and criteria say.</param>
/// <param name="ValidUntil">Last day of its validity, included.</param>
/// <param name="GraceEnds">Last day of its grace, included.</param>
/// <param name="Why">The rules of the held tier and of those above, criterion by criterion.</param>
/// <param name="Next">What the next tier takes; nothing on the highest.</param>
/// <param name="Keep">What keeps the tier at its end; nothing where it has none or can't be lost.</param>
/// <param name="Avoided">What would have kept the tier that was lost.</param>
/// <param name="Since">Metrics and scores that are no longer what they were at the decision before.</param>
/// <param name="Foreseen">What the decision foresaw for the end of it; not told to the customer.</param>
/// <param name="Words">The same in plain words, a line each.</param>
public sealed record ExplanationAnswer(
    Guid Customer, string Ladder, Guid Decision, DateOnly AsOf, string Tier, string Computed, DateOnly? ValidUntil, DateOnly? GraceEnds, IReadOnlyList<RuleReading> Why,
    PathsAnswer? Next, PathsAnswer? Keep, PathsAnswer? Avoided, Changes? Since, ForeseenAnswer? Foreseen, IReadOnlyList<string> Words)
{
    internal static ExplanationAnswer Of(ExplainedTier tier, string? named, string? audience)
    {
        var language = named == "zh" ? Language.Chinese : Language.English;
        var e = audience == "customer" ? tier.Explanation.ForCustomer() : tier.Explanation;
        return new(
            tier.Customer, tier.Ladder, tier.Decision, e.Assessment.AsOf, e.Held, e.Computed, e.ValidUntil, e.GraceEnds, e.Why, PathsAnswer.Of(e.Policy, e.Next, language),
            PathsAnswer.Of(e.Policy, e.Keep, language), PathsAnswer.Of(e.Policy, e.Avoided, language), e.Since, ForeseenAnswer.Of(e.Foreseen), ExplanationWords.Of(e, language));
    }
}

/// <summary>The tier foreseen for the end of what was decided: nothing that anybody is promised.</summary>
/// <param name="AsOf">The as-of day of the decision that foresaw it.</param>
/// <param name="On">The day it is foreseen for.</param>
/// <param name="Certain">The tier computed for that day if nothing more happens.</param>
/// <param name="Pace">The tier computed for that day if the customer goes on as before; null where too little is known.</param>
/// <param name="Outlook">That one against the held tier: <c>falls</c>, <c>stays</c> or <c>rises</c>.</param>
public sealed record ForeseenAnswer(DateOnly AsOf, DateOnly On, string Certain, string? Pace, string? Outlook)
{
    internal static ForeseenAnswer? Of(Foreseen? foreseen) => foreseen is not { AsOf: var asOf, Tier: var tier } ? null
        : new(asOf, tier.On, tier.Certain, tier.Pace, tier.Outlook?.ToString().ToLowerInvariant());
}

/// <summary>Explanations, in English or Chinese, for the company or in the form that a customer may be given.</summary>
public static class ReadExplanations
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/decisions/{id:guid}/explanation", async Task<Results<Read<ExplanationAnswer>, ProblemHttpResult>> (
                Guid id, string? language, string? audience, Caller caller, TierExplanations explanations, CancellationToken cancel) =>
                Answer(await explanations.OfDecisionAsync(caller.Tenant, id, cancel), language, audience))
            .WithSummary("Why a decision came out as it did, what the next tier takes, what keeps this one, what would have avoided a downgrade")
            .RequireRoles(Roles.ReadsCustomers);

        api.MapGet("/customers/{customer:guid}/tiers/{ladder}/explanation", async Task<Results<Read<ExplanationAnswer>, ProblemHttpResult>> (
                Guid customer, string ladder, DateOnly? asOf, string? language, string? audience, Caller caller, TierExplanations explanations, TimeProvider time,
                CancellationToken cancel) =>
                Answer(await explanations.OnDayAsync(caller.Tenant, customer, ladder, asOf, time.GetUtcNow(), cancel), language, audience))
            .WithSummary("How a customer stands on a ladder, what the next tier takes, and what keeps this one")
            .AnswersFrom(CustomerFactsProjection.ProjectionName).RequireRoles(Roles.ReadsCustomers);
    }

    private static Results<Read<ExplanationAnswer>, ProblemHttpResult> Answer(Result<ExplainedTier> made, string? language, string? audience)
    {
        List<FieldError> wrong = [];
        if (language is not (null or "en" or "zh")) wrong.Add(new("language", "unknown-word", "language is en or zh."));
        if (audience is not (null or "company" or "customer")) wrong.Add(new("audience", "unknown-word", "audience is company or customer."));
        if (wrong.Count > 0) return Problem.Invalid(wrong).ToResult();
        return made.TryGet(out var tier, out var problem)
            ? new Read<ExplanationAnswer>(ExplanationAnswer.Of(tier, language, audience), tier.Position)
            : problem.ToResult();
    }
}
