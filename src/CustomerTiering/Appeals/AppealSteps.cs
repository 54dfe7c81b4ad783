using CustomerTiering.Persons;

namespace CustomerTiering.Appeals;

/// <summary>Shared steps of the commands on an existing appeal.</summary>
public sealed class AppealSteps(Aggregates aggregates, People people)
{
    internal static Problem Erased { get; } = Problem.Broken("customer-erased", "This person was erased; nothing more can be recorded.");

    /// <summary>The current state of the appeal in the log, or null.</summary>
    internal async Task<AppealState?> FindAsync(Caller caller, Guid id, CancellationToken cancel) =>
        (await aggregates.LoadAsync<AppealState>(caller.Tenant, AppealState.Stream(id), AppealState.Apply, cancel)).State;

    /// <summary>Loads the appeal, calls the handler and appends the events that it returns.</summary>
    internal async Task<Results<Recorded<AppealAnswer>, ProblemHttpResult>> TakeAsync(
        Caller caller, Guid id, CommandKey key, ExpectedVersion expected, Func<AppealState, Result<Change<AppealAnswer>>> handle,
        CancellationToken cancel)
    {
        if (await FindAsync(caller, id, cancel) is not { } found) return Problem.NotFound("appeal").ToResult();
        if ((await people.ByCustomerAsync(caller.Tenant, [found.Customer], cancel)).GetValueOrDefault(found.Customer)?.Key is not { } person)
            return Erased.ToResult();
        var result = await aggregates.ChangeAsync<AppealState, AppealAnswer>(
            new(caller, AppealState.Stream(id), key, expected, found.Customer, person), AppealState.Apply, (state, _) => handle(state!), cancel);
        return result.TryGet(out var done, out var problem)
            ? new Recorded<AppealAnswer>(done.Answer, done.Position, done.Version) : problem.ToResult();
    }

    /// <summary>The reason why a person may not answer the appeal, or null. The appeal must be open and under review by that person.</summary>
    internal static Problem? NotTheirs(AppealState state, string actor) =>
        !state.IsOpen ? Problem.Broken("appeal-answered", "The appeal is already answered.")
        : state.Review is not { } review ? Problem.Broken("not-taken-up", "Take up the appeal first.")
        : review.By != actor ? Problem.Forbidden("not-in-hand", "Another person has taken up the appeal; take it up to answer it.")
        : null;
}
