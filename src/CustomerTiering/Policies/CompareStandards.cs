namespace CustomerTiering.Policies;

/// <summary>The changes that a version makes, for approvers.</summary>
public static class CompareStandards
{
    /// <param name="state">All versions; null if there is no such standard.</param>
    /// <param name="to">The version to compare with. Null compares with the version in force, or with an empty text if none is in force.</param>
    /// <param name="now">Determines the version in force, in the version's zone.</param>
    public static Result<StandardDifference> Handle(string name, StandardKind kind, StandardState? state, int number, int? to, DateTimeOffset now)
    {
        if (state?.Version(number) is not { } version) return Problem.NotFound("version");
        if (to is null) return StandardDifference.Of(name, version, state.InForceOn(Approving.TodayFor(version, now)));
        return state.Version(to.Value) is { } other
            ? StandardDifference.Of(name, version, other)
            : Problem.Invalid("to", "unknown-version", $"The {kind.Noun} '{name}' has no version {to}.");
    }

    internal static void Map(RouteGroupBuilder group, StandardKind kind) => group
        .MapGet("/{name}/versions/{version:int}/difference", async Task<Results<Read<StandardDifference>, ProblemHttpResult>> (
            string name, int version, int? to, Caller caller, Aggregates aggregates, LogReader reader, TimeProvider time, CancellationToken cancel) =>
        {
            var head = await reader.HeadAsync(caller.Tenant, cancel);
            var loaded = await aggregates.LoadAsync<StandardState>(caller.Tenant, kind.Stream(name), StandardState.Apply, cancel);
            return Handle(name, kind, loaded.State, version, to, time.GetUtcNow()).TryGet(out var difference, out var problem)
                ? new Read<StandardDifference>(difference, head.Position, loaded.Version)
                : problem.ToResult();
        })
        .WithSummary($"Compare a version of a {kind.Noun} with another, as data and in words; default: the one in force")
            .RequireRoles(Roles.ReadsCustomers);
}
