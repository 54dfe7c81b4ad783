namespace CustomerTiering.Policies;

/// <summary>Shared parts of the steps of a version: its address, the version that was read, the answer.</summary>
internal static class StandardStep
{
    internal static async Task<Results<Recorded<StandardAnswer>, ProblemHttpResult>> TakeAsync(
        Aggregates aggregates, StandardKind kind, string name, int number, Caller caller, CommandKey key, ExpectedVersion expected,
        Func<StandardVersion, StandardState, DateTimeOffset, Result<Change<StandardAnswer>>> handle, CancellationToken cancel)
    {
        var result = await aggregates.ChangeAsync<StandardState, StandardAnswer>(
            new(caller, kind.Stream(name), key, expected), StandardState.Apply,
            (state, now) => state?.Version(number) is { } version ? handle(version, state, now) : Problem.NotFound("version"), cancel);
        return result.TryGet(out var done, out var problem)
            ? new Recorded<StandardAnswer>(done.Answer, done.Position, done.Version) : problem.ToResult();
    }
}
