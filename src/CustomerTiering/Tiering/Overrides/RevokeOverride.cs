using FluentValidation;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>Revokes a granted override. The held tier becomes effective again from today.</summary>
/// <param name="Reason">Stored as personal data.</param>
public sealed record RevokeOverride(string? Reason)
{
    public sealed class Validator : AbstractValidator<RevokeOverride>
    {
        public Validator() => RuleFor(command => command.Reason).NotEmpty().MaximumLength(2000);
    }

    public static Result<Change<OverrideAnswer>> Handle(
        RevokeOverride command, OverrideAddress address, OverrideRecord granted, TierState state, OverrideContext context)
    {
        if (granted.Status is not (OverrideStatus.Granted or OverrideStatus.InForce))
            return Problem.Broken("not-granted", "The override is not granted, or is over.");
        if (granted.Until < context.Today) return Problem.Broken("not-granted", $"The override ended on {granted.Until:yyyy-MM-dd}.");
        DateOnly? last = granted.FirstDay < context.Today ? context.Today.AddDays(-1) : null;
        var held = OverrideSteps.With(state, granted.Id, one => one with { Status = OverrideStatus.Revoked, LastDay = last });
        return new Change<OverrideAnswer>(
            [new OverrideRevoked(
                address.Customer, address.Ladder, granted.Id, last, Serving.From(context.Policy, held, context.Today), Personal.Of(command.Reason)!)],
            new(granted.Id, OverrideStatus.Revoked, granted.Approvals.Count, granted.Needed, granted.Version + 1));
    }

    internal static void Map(RouteGroupBuilder overrides) => overrides
        .MapPost("/{id:guid}/revocation", (
            Guid customer, string ladder, Guid id, RevokeOverride command, Caller caller, CommandKey key, ExpectedVersion expected,
            OverrideSteps steps,
            CancellationToken cancel) =>
        {
            var address = new OverrideAddress(customer, ladder, id);
            return steps.ChangeAsync(
                caller, address, key, expected, (granted, state, context) => Handle(command, address, granted, state, context), cancel);
        })
        .WithSummary("Revoke a granted override").RequireRoles(Roles.Operator, Roles.Approver);
}
