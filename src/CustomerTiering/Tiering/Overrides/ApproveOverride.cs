using FluentValidation;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>
/// Approves an override. Neither the requester nor a previous approver may approve it. People are identified by the token's subject, whatever their
/// role.
/// </summary>
/// <param name="Comment">Optional; stored as personal data.</param>
public sealed record ApproveOverride(string? Comment)
{
    public sealed class Validator : AbstractValidator<ApproveOverride>
    {
        public Validator() => RuleFor(command => command.Comment).MaximumLength(2000);
    }

    public static Result<Change<OverrideAnswer>> Handle(
        ApproveOverride command, OverrideAddress address, OverrideRecord asked, TierState state, OverrideContext context)
    {
        if (asked.Request.By == context.Actor) return Problem.Forbidden("requester-approves", "The requester of an override cannot approve it.");
        if (asked.Approvals.Any(one => one.By == context.Actor))
            return Problem.Forbidden("approved-already", "You have already approved the override; another person must approve it.");
        if (Waiting(asked, context.Today) is { } problem) return problem;
        if (context.Policy.RankOf(asked.Tier) is not { } rank)
            return Problem.Broken("unknown-tier", $"The policy in force no longer has the tier '{asked.Tier}'.");
        if (OverrideSettings.AboveLimit(asked.Kind, rank, context.Settings.ApproverRank, "Approvers may approve") is { } above) return above;
        var approvals = asked.Approvals.Count + 1;
        var events = new List<object> { new OverrideApproved(address.Customer, address.Ladder, asked.Id, Personal.Of(command.Comment)) };
        if (approvals < asked.Needed) return Done(OverrideStatus.Requested);

        var first = asked.From > context.Today ? asked.From : context.Today;
        events.Add(new OverrideGranted(address.Customer, address.Ladder, asked.Id, asked.Kind, asked.Tier, first, asked.Until));
        if (first > context.Today) return Done(OverrideStatus.Granted);
        var held = OverrideSteps.With(state, asked.Id, one => one with { Status = OverrideStatus.Granted, FirstDay = first });
        events.Add(new OverrideBegan(address.Customer, address.Ladder, asked.Id, Serving.From(context.Policy, held, first)));
        return Done(OverrideStatus.InForce);

        Change<OverrideAnswer> Done(OverrideStatus status) =>
            new(events, new(asked.Id, status, approvals, asked.Needed, asked.Version + events.Count));
    }

    internal static void Map(RouteGroupBuilder overrides) => overrides
        .MapPost("/{id:guid}/approval", (
            Guid customer, string ladder, Guid id, ApproveOverride command, Caller caller, CommandKey key, ExpectedVersion expected,
            OverrideSteps steps,
            CancellationToken cancel) =>
        {
            var address = new OverrideAddress(customer, ladder, id);
            return steps.ChangeAsync(
                caller, address, key, expected, (asked, state, context) => Handle(command, address, asked, state, context), cancel);
        })
        .WithSummary("Approve an override; the last required approval grants it").RequireRoles(Roles.Approver);

    /// <summary>Why the override can no longer be approved or rejected, or null.</summary>
    internal static Problem? Waiting(OverrideRecord asked, DateOnly today) => asked.StatusOn(today) switch
    {
        OverrideStatus.Requested => null,
        OverrideStatus.Lapsed => Problem.Broken("override-lapsed", $"Its last day, {asked.Until:yyyy-MM-dd}, is over."),
        _ => Problem.Broken("not-waiting", "The override is not waiting for approval."),
    };
}
