using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Tiering.Assessments;
using CustomerTiering.Tiering.Timelines;
using FluentValidation;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>Assesses one customer now: a review as of a day, on every ladder or one.</summary>
/// <param name="AsOf">The day, in the zone of each policy: not before the customer's last decision, and not after today.</param>
/// <param name="Ladder">One ladder, or nothing for all.</param>
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

    /// <summary>What one assessment came to.</summary>
    /// <param name="Ladder">On which ladder.</param>
    /// <param name="Outcomes">The outcomes of the decisions made now.</param>
    /// <param name="From">The tier held before.</param>
    /// <param name="To">The tier held after.</param>
    /// <param name="Failure">Why nothing was decided.</param>
    /// <param name="LeftToDayEnd">
    /// <c>expiry</c>, <c>grace-end</c>, <c>review</c> or <c>recheck</c>, which ends with today and is decided by itself when the day is over; null where nothing is left.
    /// </param>
    /// <param name="Uncounted">Amounts that the last decision leaves out for want of a rate, by currency; nothing where all count.</param>
    public sealed record Answer(string Ladder, IReadOnlyList<Outcome> Outcomes, string? From, string? To, string? Failure, string? LeftToDayEnd, IReadOnlyList<UncountedSum>? Uncounted = null);

    internal static void Map(RouteGroupBuilder customers) => customers
        .MapPost("/{customer:guid}/assessments", async Task<Results<Recorded<IReadOnlyList<Answer>>, ProblemHttpResult>> (
            Guid customer, AssessCustomer command, Caller caller, CommandKey key, TierAssessor assessor, AssessmentDoor door, FactsStore facts, CancellationToken cancel) =>
        {
            await door.KnownAsync(caller.Tenant, cancel);
            if (await facts.RefusalAsync(caller.Tenant, customer, cancel) is { } undecidable) return undecidable.ToResult();
            var days = AssessedDays.Of(command.AsOf, null, null);
            if (!(await door.LaddersAsync(caller.Tenant, command.Ladder, days, cancel)).TryGet(out var ladders, out var refused)) return refused.ToResult();
            // A decision's id follows from what it rests on: sent again, this decides nothing twice, whatever the key.
            var by = new AssessmentOrigin(caller.Tenant, caller.Subject, $"request/{key.Key}");
            var results = await assessor.AssessAsync(by, [customer], new AssessmentPlan.Review(command.AsOf!.Value), ladders, cancel);
            return new Recorded<IReadOnlyList<Answer>>(
                [.. results.Select(result => new Answer(result.Ladder, result.Decisions, result.From, result.To, result.Failure, result.LeftToDayEnd?.Name(), result.Uncounted))],
                results.Count == 0 ? 0 : results.Max(result => result.Position));
        })
        .WithSummary("Assess a customer as of a day").RequireRoles(Roles.Operator, Roles.Agent);
}
