using CustomerTiering.Persons;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>The common part of override commands: customer, policy, tier stream, and retry after a concurrent decision.</summary>
public sealed class OverrideSteps(Aggregates aggregates, People people, StandardsInForce standards, OverrideSettings settings)
{
    /// <summary>Loads the tier, calls the handler and appends its events.</summary>
    internal async Task<Result<Done<OverrideAnswer>>> TakeAsync(
        Caller caller, OverrideAddress address, CommandKey key, Func<TierState, OverrideContext, Result<Change<OverrideAnswer>>> handle,
        CancellationToken cancel)
    {
        if (await standards.LadderAsync(caller.Tenant, address.Ladder, cancel) is not { } versions) return Problem.NotFound("ladder");
        if ((await people.ByCustomerAsync(caller.Tenant, [address.Customer], cancel)).GetValueOrDefault(address.Customer) is not { } person)
            return Problem.NotFound("customer");
        if (person.Key is null) return Problem.Broken("customer-erased", "This person was erased; nothing more can be recorded.");
        var target =
            new CommandTarget(caller, TierState.Stream(address.Customer, address.Ladder), key, Subject: address.Customer, PersonKey: person.Key);
        // Automatic decisions also advance the tier's stream. The caller's expected version is that of the override, which the handler checks.
        return await Contention.SettleAsync(() => aggregates.ChangeAsync<TierState, OverrideAnswer>(target, TierState.Apply, (state, now) =>
        {
            var today = versions.Today(now);
            return handle(state ?? TierState.None, new(versions.On(today).Compiled, settings, caller.Subject, today));
        }, cancel));
    }

    /// <summary>Changes an existing override, with the version that the caller has read.</summary>
    internal async Task<Results<Recorded<OverrideAnswer>, ProblemHttpResult>> ChangeAsync(
        Caller caller, OverrideAddress address, CommandKey key, ExpectedVersion expected,
        Func<OverrideRecord, TierState, OverrideContext, Result<Change<OverrideAnswer>>> handle, CancellationToken cancel)
    {
        var result = await TakeAsync(caller, address, key, (state, context) =>
            state.Overrides.FirstOrDefault(one => one.Id == address.Id) is not { } found ? Problem.NotFound("override")
            : found.Version != expected.Value ? Problem.Stale(expected.Value, found.Version)
            : handle(found, state, context), cancel);
        return result.TryGet(out var done, out var problem)
            ? new Recorded<OverrideAnswer>(done.Answer, done.Position, done.Answer.Version) : problem.ToResult();
    }

    /// <summary>The held state after a change of an override.</summary>
    internal static HeldState With(TierState state, Guid id, Func<OverrideRecord, OverrideRecord> change) =>
        state.Held! with { Overrides = OverrideRecords.Granted([.. state.Overrides.Select(one => one.Id == id ? change(one) : one)]) };
}
