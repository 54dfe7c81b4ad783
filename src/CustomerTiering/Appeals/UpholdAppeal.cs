using CustomerTiering.Tiering.Reading;
using FluentValidation;

namespace CustomerTiering.Appeals;

/// <summary>Finds an appeal right: with an override that was granted for it, or else with a review as of today, which is run now.</summary>
/// <param name="Override">The override; without one the customer is reviewed.</param>
/// <param name="Comment">What the customer is told; kept as personal.</param>
public sealed record UpholdAppeal(Guid? Override, string? Comment)
{
    public sealed class Validator : AbstractValidator<UpholdAppeal>
    {
        public Validator() => RuleFor(command => command.Comment).MaximumLength(4000);
    }

    /// <param name="id">The appeal.</param>
    /// <param name="actor">Who answers it.</param>
    /// <param name="decision">The decision of the review, where no override answers it.</param>
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
            // Nothing is reviewed for somebody who may not answer; sent again, the review of today is found and not made twice.
            if (await steps.FindAsync(caller, id, cancel) is { } found && found.Version == expected.Value && AppealSteps.NotTheirs(found, caller.Subject) is null)
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
