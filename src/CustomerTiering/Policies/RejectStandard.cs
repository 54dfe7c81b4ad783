using FluentValidation;

namespace CustomerTiering.Policies;

/// <summary>Sends a submitted text back to its authors.</summary>
public sealed record RejectStandard(string? Comment)
{
    public sealed class Validator : AbstractValidator<RejectStandard>
    {
        public Validator() => RuleFor(command => command.Comment).NotEmpty().MaximumLength(2000);
    }

    public static Result<Change<StandardAnswer>> Handle(RejectStandard command, string name, StandardVersion version, DateOnly today) =>
        version.StatusOn(today) is StandardStatus.Submitted or StandardStatus.Lapsed
            ? new Change<StandardAnswer>(
                [new StandardRejected(version.Number, command.Comment!)], new(name, version.Number, StandardStatus.Rejected, version.Digest))
            : Problem.Broken("not-submitted", $"Version {version.Number} is not waiting for approval.");

    internal static void Map(RouteGroupBuilder group, StandardKind kind) => group
        .MapPost("/{name}/versions/{version:int}/rejection", (
            string name, int version, RejectStandard command, Caller caller, CommandKey key, ExpectedVersion expected, Aggregates aggregates,
            CancellationToken cancel) =>
            StandardStep.TakeAsync(aggregates, kind, name, version, caller, key, expected,
                (submitted, _, now) => Handle(command, name, submitted, submitted.TodayAt(now)), cancel))
        .WithSummary($"Reject a submitted {kind.Noun}").RequireRoles(Roles.Approver);
}
