namespace CustomerTiering.Policies;

/// <summary>Submits a draft for approval. Its text can then no longer change.</summary>
public static class SubmitStandard
{
    public static Result<Change<StandardAnswer>> Handle(string name, StandardVersion version) =>
        version.Status is StandardStatus.Draft or StandardStatus.Rejected
        ? new Change<StandardAnswer>(
            [new StandardSubmitted(version.Number, version.Digest)], new(name, version.Number, StandardStatus.Submitted, version.Digest))
        : Problem.Broken("not-a-draft", $"Version {version.Number} is already submitted.");

    internal static void Map(RouteGroupBuilder group, StandardKind kind) => group
        .MapPost("/{name}/versions/{version:int}/submission", (
            string name, int version, Caller caller, CommandKey key, ExpectedVersion expected, Aggregates aggregates, CancellationToken cancel) =>
            StandardStep.TakeAsync(aggregates, kind, name, version, caller, key, expected, (draft, _, _) => Handle(name, draft), cancel))
        .WithSummary($"Submit a {kind.Noun} for approval").RequireRoles(Roles.PolicyAuthor);
}
