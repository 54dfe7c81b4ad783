using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Tiering.Assessments;
using CustomerTiering.Tiering.Timelines;
using FluentValidation;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>Assesses one customer now: a review as of a day, on one ladder or all.</summary>
/// <param name="AsOf">The as-of date, in the zone of each policy. Neither before the customer's last decision nor after today.</param>
/// <param name="Ladder">Null for all ladders.</param>
public sealed record AssessCustomer(DateOnly? AsOf, string? Ladder)
{
    public sealed class Validator : AbstractValidator<AssessCustomer>
    {
        public Validator()
        {
            RuleFor(command => command.AsOf).NotNull();
            RuleFor(command => command.Ladder).MaximumLength(100);
        }
    }

    /// <summary>The result of assessing one customer on one ladder.</summary>
    /// <param name="Outcomes">The outcomes of the decisions recorded now.</param>
    /// <param name="From">The tier held before.</param>
    /// <param name="To">The tier held after.</param>
    /// <param name="Failure">Why no decision was made, or null.</param>
    /// <param name="LeftToDayEnd">
    /// <c>expiry</c>, <c>grace-end</c>, <c>review</c> or <c>recheck</c>: the trigger that is due at the end of today and is decided automatically
    /// then; null if nothing is due.
    /// </param>
    /// <param name="Uncounted">Amounts not counted by the last decision because they have no rate, by currency; null if all count.</param>
    public sealed record Answer(string Ladder, IReadOnlyList<Outcome> Outcomes, string? From, string? To, string? Failure, string? LeftToDayEnd,
        IReadOnlyList<UncountedSum>? Uncounted = null);

    internal static void Map(RouteGroupBuilder customers) => customers
        .MapPost("/{customer:guid}/assessments", async Task<Results<Recorded<IReadOnlyList<Answer>>, ProblemHttpResult>> (
            Guid customer, AssessCustomer command, Caller caller, CommandKey key, TierAssessor assessor, AssessmentDoor door, FactsStore facts,
            CancellationToken cancel) =>
        {
            await door.KnownAsync(caller.Tenant, cancel);
            if (await facts.RefusalAsync(caller.Tenant, customer, cancel) is { } undecidable) return undecidable.ToResult();
            var days = AssessedDays.Of(command.AsOf, null, null);
            if (!(await door.LaddersAsync(caller.Tenant, command.Ladder, days, cancel)).TryGet(out var ladders, out var refused))
                return refused.ToResult();
            // The id of a decision is derived from its inputs, so a repeated request decides nothing twice, even under another key.
            var by = new AssessmentOrigin(caller.Tenant, caller.Subject, $"request/{key.Key}");
            var results = await assessor.AssessAsync(by, [customer], new AssessmentPlan.Review(command.AsOf!.Value), ladders, cancel);
            return new Recorded<IReadOnlyList<Answer>>(
                [.. results.Select(result => new Answer(
                    result.Ladder, result.Decisions, result.From, result.To, result.Failure, result.LeftToDayEnd?.Name(), result.Uncounted))],
                results.Count == 0 ? 0 : results.Max(result => result.Position));
        })
        .WithSummary("Assess a customer as of a day").RequireRoles(Roles.Operator, Roles.Agent);
}
