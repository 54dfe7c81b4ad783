using CustomerTiering.Tiering.Reading;
using FluentValidation;

namespace CustomerTiering.Appeals;

/// <summary>Upholds an appeal, either with an override granted for it or with a review as of today, which this command runs.</summary>
/// <param name="Override">The override; null reviews the customer.</param>
/// <param name="Comment">The text for the customer, stored as personal data.</param>
public sealed record UpholdAppeal(Guid? Override, string? Comment)
{
    public sealed class Validator : AbstractValidator<UpholdAppeal>
    {
        public Validator() => RuleFor(command => command.Comment).MaximumLength(4000);
    }

    /// <param name="decision">The decision of the review; null if an override answers the appeal.</param>
    public static Result<Change<AppealAnswer>> Handle(UpholdAppeal command, Guid id, AppealState state, string actor, Guid? decision) =>
        AppealSteps.NotTheirs(state, actor) is { } problem
            ? problem
            : new Change<AppealAnswer>(
                [new AppealUpheld(state.Customer, decision, command.Override, Personal.Of(command.Comment))],
                new(id, AppealStatus.Upheld, state.Deadline, decision, command.Override));

    internal static void Map(RouteGroupBuilder appeals) => appeals
        .MapPost("/{id:guid}/upholding", async Task<Results<Recorded<AppealAnswer>, ProblemHttpResult>> (
            Guid id, UpholdAppeal command, Caller caller, CommandKey key, ExpectedVersion expected, AppealSteps steps, DecisionReviews reviews,
            CancellationToken cancel) =>
        {
            Guid? decision = null;
            // No review runs for a caller who may not answer. On a retry, today's review is found and not repeated.
            if (await steps.FindAsync(caller, id, cancel) is { } found
                && found.Version == expected.Value && AppealSteps.NotTheirs(found, caller.Subject) is null)
            {
                if (command.Override is { } granted)
                {
                    if (!await reviews.IsGrantedAsync(caller.Tenant, found.Customer, found.Ladder, granted, cancel))
                        return Problem.Broken("override-not-granted", "The customer has no granted override with this id on this ladder.").ToResult();
                }
                else
                {
                    var review = await reviews.ReviewAsync(caller, found.Customer, found.Ladder, $"appeal/{id:D}", found.Decision, cancel);
                    if (!review.TryGet(out var made, out var problem)) return problem.ToResult();
                    decision = made;
                }
            }
            return await steps.TakeAsync(caller, id, key, expected, state => Handle(command, id, state, caller.Subject, decision), cancel);
        })
        .WithSummary("Uphold an appeal, by an override or by a review made now").RequireRoles(Roles.Approver, Roles.PrivacyOfficer);
}
