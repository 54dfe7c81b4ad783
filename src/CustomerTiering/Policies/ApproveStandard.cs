using FluentValidation;

namespace CustomerTiering.Policies;

/// <summary>
/// Approves a submitted text. Authors can't approve, and nobody can approve twice: identity is the token's subject, whatever the role. The last
/// required approval approves the version.
/// </summary>
/// <param name="Digest">Digest of the text that the approver read.</param>
/// <param name="Trial">The trial on history that the approver looked at: a finished run of exactly this text.</param>
public sealed record ApproveStandard(string? Digest, string? Comment, Guid? Trial = null)
{
    public sealed class Validator : AbstractValidator<ApproveStandard>
    {
        public Validator()
        {
            RuleFor(command => command.Digest).NotEmpty().Matches("^[0-9a-f]{64}$");
            RuleFor(command => command.Comment).MaximumLength(2000);
        }
    }

    public static Result<Change<StandardAnswer>> Handle(
        ApproveStandard command, string name, StandardVersion version, StandardState state, Approving by)
    {
        var status = version.StatusOn(by.Today);
        if (version.Authors.Contains(by.Approver))
            return Problem.Forbidden("author-approves", "An author of any revision of a version cannot approve it.");
        if (version.Digest != command.Digest)
            return Problem.Broken(
                "another-text", $"The text you read has the digest {command.Digest}; that of version {version.Number} is {version.Digest}.");
        var valid = status == StandardStatus.Lapsed ? [] : version.Approvals;
        if (valid.Any(approval => approval.By == by.Approver))
            return Problem.Broken("approved-already", $"You have already approved version {version.Number}; another person must approve it.");
        if (status is not (StandardStatus.Submitted or StandardStatus.Lapsed))
            return Problem.Broken("not-submitted", $"Version {version.Number} is not waiting for approval.");

        var difference = StandardDifference.Of(name, version, state.InForceOn(by.Today));
        var approved = new StandardApproved(
            version.Number, version.Digest, by.Zone, StandardKind.DigestOf(version.Document, by.Zone), command.Comment, by.Rule.Needed,
            by.Rule.Term.After(by.Today), difference.Digest, by.TrialDigest);
        // The lapse of earlier approvals may not be recorded yet. They must not count together with this one.
        object[] events = status == version.Status ? [approved] : [new ApprovalLapsed(version.Number, version.Digest), approved];
        var given = valid.Count + 1;
        return new Change<StandardAnswer>(events, new(
            name, version.Number, given < by.Rule.Needed ? StandardStatus.Submitted : StandardStatus.Approved, version.Digest, null, given,
            by.Rule.Needed));
    }

    internal static void Map(RouteGroupBuilder group, StandardKind kind) => group
        .MapPost("/{name}/versions/{version:int}/approval", async Task<Results<Recorded<StandardAnswer>, ProblemHttpResult>> (
            string name, int version, ApproveStandard command, Caller caller, CommandKey key, ExpectedVersion expected, Aggregates aggregates,
            ApprovalRules rules, TrialResults trials, CancellationToken cancel) =>
        {
            var trial = await trials.DigestAsync(caller.Tenant, command.Trial, name, version, command.Digest!, cancel);
            return await StandardStep.TakeAsync(
                aggregates, kind, name, version, caller, key, expected,
                (submitted, state, now) => trial.TryGet(out var looked, out var refused)
                    ? Handle(command, name, submitted, state, Approving.Of(caller.Subject, rules.Of(kind), submitted, now, looked.Digest))
                    : refused, cancel);
        })
        .WithSummary($"Approve a submitted {kind.Noun}").RequireRoles(Roles.Approver);
}
