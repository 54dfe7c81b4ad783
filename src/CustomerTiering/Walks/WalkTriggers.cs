using CustomerTiering.Customers;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Walks;

/// <summary>Judges customers automatically: on facts that a standard refers to, and on silence.</summary>
public sealed class WalkTriggers<TWalk>(
    TWalk walk, WalkJudge<TWalk> judge, FactsStore facts, CountedFacts counted, UndecidedCustomers undecided, TimeProvider time)
    where TWalk : Walk
{
    public Follower Follower => new(
        walk.Follower, new HashSet<string>([.. FactEvents.Types, .. Merges.Types, .. walk.BesidesFacts]),
        [CustomerFactsProjection.ProjectionName, StandardsInForce.ReadModel], FollowAsync);

    /// <summary>Judges the customers whose timers are due.</summary>
    public async Task HandleAsync(TenantId tenant, IReadOnlyList<DueTimer> due, CancellationToken cancel)
    {
        var called = due.Select(timer => walk.Parts(timer.Key)).ToLookup(key => key.Standard, key => key.Customer);
        var standards = (await walk.StandardsAsync(tenant, cancel)).Where(standard => called.Contains(standard.Code));
        var calls = standards.Select(one => new WalkCall(one, [.. called[one.Code].Distinct()], new StagePlan.Overdue(one.Today(time.GetUtcNow()))));
        await JudgeAsync(tenant, [.. calls], cancel);
    }

    private async Task FollowAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var standards = await walk.StandardsAsync(tenant, cancel);
        if (standards.Count == 0) return;
        await walk.AnnouncedAsync(tenant, events, cancel);
        events = await counted.OfAsync(tenant, events, cancel);
        // Imported facts cause no judgement unless the import requested it.
        var stated = events.Where(recorded => FactEvents.Types.Contains(recorded.Type) && recorded.Cause != Intake.Imported)
            .Select(recorded => (Customer: recorded.Subject!.Value, Fact: FactEvents.Of(recorded)))
            .Where(one => walk.Calls(one.Fact) is not false).ToList();
        var merged = await facts.MergedAsync(tenant, events, cancel);
        var calls = new List<WalkCall>();
        foreach (var standard in standards)
        {
            var days = new Dictionary<Guid, DateOnly>();
            void Call(Guid customer, DateOnly day) => days[customer] = days.TryGetValue(customer, out var other) && other < day ? other : day;
            foreach (var (customer, day) in await walk.CalledAsync(tenant, standard, events, cancel)) Call(customer, day);
            foreach (var (survivor, _, since) in merged) Call(survivor, standard.Zone.DayOf(since));
            foreach (var (customer, fact) in stated)
            {
                var at = ((fact as Correction)?.Replacement ?? fact).At;
                var counts = standard.Covers(fact);
                if (counts || walk.Calls(fact) is true) Call(customer, standard.Zone.DayOf(at));
                foreach (var (referrer, since) in await facts.ReferrersConcernedAsync(
                    tenant, customer, fact, at, counts, standard.CoversOfReferred(fact), cancel))
                    Call(referrer, standard.Zone.DayOf(since));
            }
            if (days.Count > 0) calls.Add(new(standard, [.. days.Keys], new StagePlan.AtOnce(days, standard.Today(time.GetUtcNow()))));
        }
        await JudgeAsync(tenant, calls, cancel);
    }

    private async Task JudgeAsync(TenantId tenant, IReadOnlyList<WalkCall> calls, CancellationToken cancel)
    {
        var results = await judge.JudgeAsync(tenant, calls, cancel);
        undecided.Add(tenant, results.Where(one => one.Failure is not null).Select(walk.Failed));
    }
}
