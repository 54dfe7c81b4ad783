namespace CustomerTiering.Policies;

/// <summary>Replaces the whole text of a draft.</summary>
public static class ReviseStandard
{
    public static Result<Change<StandardAnswer>> Handle(StandardState? state, int number, StandardText text)
    {
        if (state?.Version(number) is not { } version) return Problem.NotFound("version");
        if (version.Status is not (StandardStatus.Draft or StandardStatus.Rejected))
            return Problem.Broken(
                "text-is-fixed",
                $"Version {number} is {version.Status.ToString().ToLowerInvariant()}; only the text of a draft can change. Draft a new version.");
        return new Change<StandardAnswer>(
            [new StandardRevised(number, text.Document, text.Digest)], new(text.Name, number, StandardStatus.Draft, text.Digest));
    }

    internal static void Map(RouteGroupBuilder group, StandardKind kind) => group
        .MapPut("/{name}/versions/{version:int}", async Task<Results<Recorded<StandardAnswer>, ProblemHttpResult>> (
            string name, int version, HttpRequest request, Caller caller, ExpectedVersion expected, Aggregates aggregates,
            StandardCatalogue catalogue,
            CancellationToken cancel) =>
        {
            var known = await catalogue.AtHandAsync(caller.Tenant, cancel);
            if (!StandardFile.Read(kind, await StandardBody.ReadAsync(request, cancel), known).TryGet(out var text, out var wrong))
                return wrong.ToResult();
            if (text.Name != name)
                return Problem.Invalid(kind.NamePath, "another-name", $"The text is for '{text.Name}', but the address is for '{name}'.").ToResult();
            var result = await aggregates.ChangeAsync<StandardState, StandardAnswer>(
                new(caller, kind.Stream(name), null, expected), StandardState.Apply, (state, _) => Handle(state, version, text), cancel);
            return result.TryGet(out var done, out var problem)
                ? new Recorded<StandardAnswer>(done.Answer, done.Position, done.Version) : problem.ToResult();
        })
        .Accepts<object>("application/json").WithSummary($"Revise a drafted {kind.Noun}").RequireRoles(Roles.PolicyAuthor);
}
