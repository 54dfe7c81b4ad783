using CustomerTiering.Persons;

namespace CustomerTiering.Appeals;

/// <summary>What the commands on an appeal that is there have in common.</summary>
public sealed class AppealSteps(Aggregates aggregates, People people)
{
    internal static Problem Erased { get; } = Problem.Broken("customer-erased", "This person was erased; nothing more can be recorded.");

    /// <summary>The appeal as the log has it now, or null.</summary>
    internal async Task<AppealState?> FindAsync(Caller caller, Guid id, CancellationToken cancel) =>
        (await aggregates.LoadAsync<AppealState>(caller.Tenant, AppealState.Stream(id), AppealState.Apply, cancel)).State;

    /// <summary>Loads, asks the handler, appends what it decides.</summary>
    internal async Task<Results<Recorded<AppealAnswer>, ProblemHttpResult>> TakeAsync(
        Caller caller, Guid id, CommandKey key, ExpectedVersion expected, Func<AppealState, Result<Change<AppealAnswer>>> handle, CancellationToken cancel)
    {
        if (await FindAsync(caller, id, cancel) is not { } found) return Problem.NotFound("appeal").ToResult();
        if ((await people.ByCustomerAsync(caller.Tenant, [found.Customer], cancel)).GetValueOrDefault(found.Customer)?.Key is not { } person) return Erased.ToResult();
        var result = await aggregates.ChangeAsync<AppealState, AppealAnswer>(
            new(caller, AppealState.Stream(id), key, expected, found.Customer, person), AppealState.Apply, (state, _) => handle(state!), cancel);
        return result.TryGet(out var done, out var problem) ? new Recorded<AppealAnswer>(done.Answer, done.Position, done.Version) : problem.ToResult();
    }

    /// <summary>Why somebody may not answer it, or null: it waits for an answer, and they have it in hand.</summary>
    internal static Problem? NotTheirs(AppealState state, string actor) =>
        !state.IsOpen ? Problem.Broken("appeal-answered", "The appeal is already answered.")
        : state.Review is not { } review ? Problem.Broken("not-taken-up", "Take up the appeal first.")
        : review.By != actor ? Problem.Forbidden("not-in-hand", "Another person has taken up the appeal; take it up to answer it.")
        : null;
}
