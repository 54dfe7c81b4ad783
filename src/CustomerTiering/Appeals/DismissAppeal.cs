using FluentValidation;

namespace CustomerTiering.Appeals;

/// <summary>Dismisses an appeal. The decision stands.</summary>
/// <param name="Reasons">The reasons given to the customer, stored as personal data.</param>
public sealed record DismissAppeal(string? Reasons)
{
    public sealed class Validator : AbstractValidator<DismissAppeal>
    {
        public Validator() => RuleFor(command => command.Reasons).NotEmpty().MaximumLength(4000);
    }

    public static Result<Change<AppealAnswer>> Handle(DismissAppeal command, Guid id, AppealState state, string actor) =>
        AppealSteps.NotTheirs(state, actor) is { } problem
            ? problem
            : new Change<AppealAnswer>(
                [new AppealDismissed(state.Customer, Personal.Of(command.Reasons)!)], new(id, AppealStatus.Dismissed, state.Deadline));

    internal static void Map(RouteGroupBuilder appeals) => appeals
        .MapPost("/{id:guid}/dismissal", (
            Guid id, DismissAppeal command, Caller caller, CommandKey key, ExpectedVersion expected, AppealSteps steps, CancellationToken cancel) =>
            steps.TakeAsync(caller, id, key, expected, state => Handle(command, id, state, caller.Subject), cancel))
        .WithSummary("Dismiss an appeal with reasons").RequireRoles(Roles.Approver, Roles.PrivacyOfficer);
}
