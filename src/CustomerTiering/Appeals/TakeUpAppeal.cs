using CustomerTiering.Tiering.Reading;

namespace CustomerTiering.Appeals;

/// <summary>Takes up an appeal, also from its present reviewer. The reviewer must not have taken part in the decision.</summary>
public static class TakeUpAppeal
{
    /// <param name="actor">The person who takes up the appeal.</param>
    /// <param name="participants">Everyone who took part in the decision.</param>
    public static Result<Change<AppealAnswer>> Handle(Guid id, AppealState state, string actor, IReadOnlySet<string> participants)
    {
        if (!state.IsOpen) return Problem.Broken("appeal-answered", "The appeal is already answered.");
        if (participants.Contains(actor))
            return Problem.Forbidden("took-part", "You took part in the decision, in an override that it rests on, or in its policy.");
        if (state.Review?.By == actor) return Problem.Broken("in-hand-already", "You have already taken up the appeal.");
        return new Change<AppealAnswer>([new AppealTakenUp(state.Customer)], new(id, AppealStatus.UnderReview, state.Deadline));
    }

    internal static void Map(RouteGroupBuilder appeals) => appeals
        .MapPost("/{id:guid}/review", async (
            Guid id, Caller caller, CommandKey key, ExpectedVersion expected, AppealSteps steps, DecisionReviews reviews, CancellationToken cancel) =>
        {
            var participants = await steps.FindAsync(caller, id, cancel) is { } found
                ? await reviews.ParticipantsAsync(caller.Tenant, found.Decision, cancel)
                : new HashSet<string>();
            return await steps.TakeAsync(caller, id, key, expected, state => Handle(id, state, caller.Subject, participants), cancel);
        })
        .WithSummary("Take up an appeal, as a person who took no part in the decision").RequireRoles(Roles.Approver, Roles.PrivacyOfficer);
}
