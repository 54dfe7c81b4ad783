namespace CustomerTiering.Policies;

/// <summary>Standards and their versions with text, approvals and validity.</summary>
public static class ReadStandards
{
    internal static void Map(RouteGroupBuilder group, StandardKind kind)
    {
        group.MapGet("/", async Task<Read<IReadOnlyList<StandardDetails>>> (
            Caller caller, StandardsInForce standards, TimeProvider time, CancellationToken cancel) =>
            {
                var (all, position) = await standards.AllAsync(caller.Tenant, kind, cancel);
                return new([.. all.SelectMany(one => one.State.Versions.Select(
                    version => StandardDetails.Of(one.Name, one.State, version, time.GetUtcNow(), withDocument: false)))], position);
            })
            .WithSummary($"List all versions of every {kind.Noun}").RequireRoles(Roles.ReadsCustomers);

        group.MapGet("/{name}/versions/{version:int}", async Task<Results<Read<StandardDetails>, ProblemHttpResult>> (
                string name, int version, Caller caller, Aggregates aggregates, LogReader reader, TimeProvider time, CancellationToken cancel) =>
            {
                var head = await reader.HeadAsync(caller.Tenant, cancel);
                var loaded = await aggregates.LoadAsync<StandardState>(caller.Tenant, kind.Stream(name), StandardState.Apply, cancel);
                return loaded.State?.Version(version) is { } found
                    ? new Read<StandardDetails>(
                        StandardDetails.Of(name, loaded.State!, found, time.GetUtcNow(), withDocument: true), head.Position, loaded.Version)
                    : Problem.NotFound("version").ToResult();
            })
            .WithSummary($"Get a version of a {kind.Noun}, including its document").RequireRoles(Roles.ReadsCustomers);
    }
}
