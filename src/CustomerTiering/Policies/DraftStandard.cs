namespace CustomerTiering.Policies;

/// <summary>Drafts a new version of a standard. The text may be a standard file exported elsewhere.</summary>
public static class DraftStandard
{
    public static Result<Change<StandardAnswer>> Handle(StandardState? state, StandardText text)
    {
        if (state?.Retired is { } retired)
            return Problem.Broken(
                "standard-retired", $"'{text.Name}' is retired from {retired.From:yyyy-MM-dd} on; give its successor another name.");
        var number = (state?.Versions.Count ?? 0) + 1;
        return new Change<StandardAnswer>(
            [new StandardDrafted(number, text.Document, text.Digest)], new(text.Name, number, StandardStatus.Draft, text.Digest));
    }

    internal static void Map(RouteGroupBuilder group, StandardKind kind) => group
        .MapPost("/", async Task<Results<Made<StandardAnswer>, ProblemHttpResult>> (
            HttpRequest request, Caller caller, CommandKey key, Aggregates aggregates, StandardCatalogue catalogue, CancellationToken cancel) =>
        {
            var known = await catalogue.AtHandAsync(caller.Tenant, cancel);
            if (!StandardFile.Read(kind, await StandardBody.ReadAsync(request, cancel), known).TryGet(out var text, out var wrong))
                return wrong.ToResult();
            var result = await aggregates.ChangeAsync<StandardState, StandardAnswer>(
                new(caller, kind.Stream(text.Name), key), StandardState.Apply, (state, _) => Handle(state, text), cancel);
            return result.TryGet(out var done, out var problem)
                ? new Made<StandardAnswer>(
                    $"/api/v1/{kind.Route}/{done.Answer.Name}/versions/{done.Answer.Version}", done.Answer, done.Position, done.Version)
                : problem.ToResult();
        })
        .Accepts<object>("application/json").WithSummary($"Draft a {kind.Noun}, from its document or from an exported file")
            .RequireRoles(Roles.PolicyAuthor);
}

internal static class StandardBody
{
    internal static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancel);
        return buffer.ToArray();
    }
}
