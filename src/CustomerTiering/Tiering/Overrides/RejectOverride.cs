using FluentValidation;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>Rejects a requested override.</summary>
/// <param name="Comment">The reason; stored as personal data.</param>
public sealed record RejectOverride(string? Comment)
{
    public sealed class Validator : AbstractValidator<RejectOverride>
    {
        public Validator() => RuleFor(command => command.Comment).NotEmpty().MaximumLength(2000);
    }

    public static Result<Change<OverrideAnswer>> Handle(
        RejectOverride command, OverrideAddress address, OverrideRecord asked, OverrideContext context) =>
        ApproveOverride.Waiting(asked, context.Today) is { } problem
            ? problem
            : new Change<OverrideAnswer>(
                [new OverrideRejected(address.Customer, address.Ladder, asked.Id, Personal.Of(command.Comment)!)],
                new(asked.Id, OverrideStatus.Rejected, asked.Approvals.Count, asked.Needed, asked.Version + 1));

    internal static void Map(RouteGroupBuilder overrides) => overrides
        .MapPost("/{id:guid}/rejection", (
            Guid customer, string ladder, Guid id, RejectOverride command, Caller caller, CommandKey key, ExpectedVersion expected,
            OverrideSteps steps,
            CancellationToken cancel) =>
        {
            var address = new OverrideAddress(customer, ladder, id);
            return steps.ChangeAsync(caller, address, key, expected, (asked, _, context) => Handle(command, address, asked, context), cancel);
        })
        .WithSummary("Reject an override").RequireRoles(Roles.Approver);
}
