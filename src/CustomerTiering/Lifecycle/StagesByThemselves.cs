using CustomerTiering.Customers;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Leaves;
using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Lifecycles;

namespace CustomerTiering.Lifecycle;

/// <summary>Moves customers by what happens: facts that the lifecycle names, and silence.</summary>
public sealed class StagesByThemselves(StageJudge judge, StandardsInForce standards, FactsStore facts, CountedFacts counted, UndecidedCustomers undecided, TimeProvider time)
{
    public Follower Follower => new(
        "stages-on-facts", new HashSet<string>([.. FactEvents.Types, .. Merges.Types]),
        [CustomerFactsProjection.ProjectionName, StandardsInForce.ReadModel, StagesProjection.ProjectionName], FollowAsync);

    /// <summary>Judges those whose timers have come.</summary>
    public async Task HandleAsync(TenantId tenant, IReadOnlyList<DueTimer> due, CancellationToken cancel)
    {
        var versions = await standards.LifecyclesAsync(tenant, cancel);
        if (versions.Count == 0) return;
        await JudgeAsync(tenant, [.. due.Select(timer => Guid.Parse(timer.Key)).Distinct()], new StagePlan.Overdue(StageTimers.Today(versions, time)), cancel);
    }

    private async Task FollowAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var versions = await standards.LifecyclesAsync(tenant, cancel);
        if (versions.Count == 0) return;
        var today = StageTimers.Today(versions, time);
        var days = await CalledAsync(tenant, await counted.OfAsync(tenant, events, cancel), versions, cancel);
        if (days.Count > 0) await JudgeAsync(tenant, [.. days.Keys], new StagePlan.AtOnce(days, today), cancel);
    }

    private async Task JudgeAsync(TenantId tenant, IReadOnlyCollection<Guid> customers, StagePlan plan, CancellationToken cancel)
    {
        var results = await judge.JudgeAsync(new(tenant, StagesJudgedBy.Service), customers, plan, cancel);
        undecided.Add(tenant, results.Where(one => one.Failure is not null).Select(one => FailedCustomer.InLifecycle(one.Customer, one.Failure!)));
    }

    /// <summary>The customers whom facts call for, each with the day of the earliest. Imported facts call for nothing, unless the import said so.</summary>
    private async Task<Dictionary<Guid, DateOnly>> CalledAsync(
        TenantId tenant, IReadOnlyList<RecordedEvent> events, IReadOnlyList<StandardInForce<CompiledLifecycle>> versions, CancellationToken cancel)
    {
        var days = new Dictionary<Guid, DateOnly>();
        void Call(Guid customer, DateOnly day) => days[customer] = days.TryGetValue(customer, out var other) && other < day ? other : day;
        var zone = versions[^1].Compiled.Zone;
        foreach (var recorded in events.Where(recorded => FactEvents.Types.Contains(recorded.Type) && recorded.Cause != Intake.Imported))
        {
            var fact = FactEvents.Of(recorded);
            var at = ((fact as Correction)?.Replacement ?? fact).At;
            var counts = versions.Any(version => version.Compiled.Interest.Covers(fact));
            // Whoever becomes known enters a first stage, whatever the lifecycle looks at.
            if (fact is Rules.Facts.CustomerDescribed || counts) Call(recorded.Subject!.Value, zone.DayOf(at));
            foreach (var (referrer, since) in await facts.ReferrersConcernedAsync(
                tenant, recorded.Subject!.Value, fact, at, counts, versions.Any(version => version.Compiled.Interest.CoversOfReferred(fact)), cancel))
                Call(referrer, zone.DayOf(since));
        }
        foreach (var (survivor, _, since) in await facts.MergedAsync(tenant, events, cancel)) Call(survivor, zone.DayOf(since));
        await CallOvertakenAsync(tenant, events, versions, Call, cancel);
        return days;
    }

    /// <summary>
    /// A stage may have been judged (by a timer, by a run) while a fact was on its way, and be recorded after that fact was dealt with here. Its event names the
    /// digest of the facts that it knew: where others than these and the moves themselves are known now, it is judged again.
    /// </summary>
    private async Task CallOvertakenAsync(
        TenantId tenant, IReadOnlyList<RecordedEvent> events, IReadOnlyList<StandardInForce<CompiledLifecycle>> versions, Action<Guid, DateOnly> call,
        CancellationToken cancel)
    {
        var moves = events.Where(recorded => recorded.Type == EventTypes.NameOf<StageEntered>())
            .Select(recorded => (Recorded: recorded, Entered: (StageEntered)EventSerializer.Read(recorded))).ToLookup(move => move.Entered.Customer);
        if (moves.Count == 0) return;
        var known = await facts.LoadAsync(tenant, [.. moves.Select(move => move.Key)], versions.Any(version => version.Compiled.Interest.Referred), cancel);
        foreach (var walked in moves)
        {
            var last = walked.Last().Entered;
            var expected = walked.Where(move => move.Entered.FactsDigest == last.FactsDigest)
                .Aggregate(Convert.FromHexString(last.FactsDigest), (digest, move) => FactsDigest.Next(digest, move.Recorded.LeafHash.Span));
            if (known.TryGetValue(walked.Key, out var now) && !now.Digest.Span.SequenceEqual(expected)) call(walked.Key, last.AsOf);
        }
    }
}
