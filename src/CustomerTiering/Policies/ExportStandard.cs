namespace CustomerTiering.Policies;

/// <summary>Exports a version as one file with its digest. Drafting from that file elsewhere gives the same text and digest.</summary>
public static class ExportStandard
{
    internal static void Map(RouteGroupBuilder group, StandardKind kind) => group
        .MapGet("/{name}/versions/{version:int}/file", async Task<Results<Read<StandardFile>, ProblemHttpResult>> (
            string name, int version, Caller caller, Aggregates aggregates, LogReader reader, CancellationToken cancel) =>
        {
            var head = await reader.HeadAsync(caller.Tenant, cancel);
            var loaded = await aggregates.LoadAsync<StandardState>(caller.Tenant, kind.Stream(name), StandardState.Apply, cancel);
            return loaded.State?.Version(version) is { } found
                ? new Read<StandardFile>(StandardFile.Of(kind, name, found), head.Position, loaded.Version)
                : Problem.NotFound("version").ToResult();
        })
        .WithSummary($"Export a version of a {kind.Noun} as one file, to be drafted elsewhere").RequireRoles(Roles.ReadsCustomers);
}
