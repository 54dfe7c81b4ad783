using CustomerTiering.Customers;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tiering;

/// <summary>Who assesses, and what the decisions belong to.</summary>
/// <param name="Tenant">Whose customers.</param>
/// <param name="Actor">A person, or the service itself.</param>
/// <param name="Correlation">A run, or null.</param>
public sealed record AssessedBy(TenantId Tenant, string Actor, string? Correlation = null)
{
    /// <summary>The actor of what runs by itself.</summary>
    public const string Service = "service:tiering";
}

/// <summary>
/// Assesses customers, many at once: reads facts, standards and what is held, lets the rules decide, and appends. A decision's id follows from all that
/// it rests on, so assessing again adds nothing.
/// </summary>
public sealed class TierAssessor(
    FactsStore facts, ReadModels readModels, LogReader reader, LogWriter writer, EventSerializer serializer, UndecidedCustomers undecided,
    TimeProvider time)
{
    private const int MostAttempts = 4;
    private readonly TierStates _states = new(readModels, reader);
    private readonly GroupAssessor _groups = new(facts, new(readModels, reader), writer, serializer, time);

    /// <param name="by">Who, for whom.</param>
    /// <param name="customers">Which, each once.</param>
    /// <param name="plan">Which decisions.</param>
    /// <param name="ladders">On which ladders.</param>
    /// <param name="cancel">Ends it early; what is appended stays.</param>
    /// <returns>One result for each customer and ladder on which anything was decided, failed, or was left to the end of today.</returns>
    public async Task<IReadOnlyList<TierResult>> AssessAsync(
        AssessedBy by, IReadOnlyCollection<Guid> customers, TierPlan plan, IReadOnlyList<LadderVersions> ladders, CancellationToken cancel)
    {
        if (ladders.Count == 0 || customers.Count == 0) return [];
        var ofGroups = ladders.Where(versions => plan is not TierPlan.Leaving && versions.JudgesGroups).ToList();
        List<TierResult> results = [];
        foreach (var versions in ofGroups) results.AddRange(await _groups.AssessAsync(by, customers, plan, versions, cancel));
        ladders = [.. ladders.Except(ofGroups)];
        var referred = ladders.Any(versions => versions.LooksAtReferred);
        var open = ladders.SelectMany(versions => customers.Select(customer => (Versions: versions, Customer: customer))).ToList();
        for (var attempt = 1; open.Count > 0; attempt++)
        {
            // The read model says what is held, cheaply; where a decision was lost against another, the streams themselves are asked.
            var known = await facts.LoadAsync(by.Tenant, [.. open.Select(one => one.Customer).Distinct()], referred, cancel);
            var keys = open.Select(one => TierState.Key(one.Customer, one.Versions.Ladder)).ToList();
            var ladderOf = ladders.ToDictionary(versions => versions.Ladder);
            var tiers = await _states.ReadAsync(
                by.Tenant, keys, (key, held) => NeedsPast(ladderOf[TierState.LadderOf(key)], known.GetValueOrDefault(TierState.CustomerOf(key)), held, plan), fresh: attempt > 1, cancel);
            var planned = open
                .Where(one => known.TryGetValue(one.Customer, out var found) && (found.MergedInto is null || plan is TierPlan.Leaving))
                .Select(one => Plan(by, one.Versions, known[one.Customer], tiers, plan)).ToList();
            var writes = planned.Where(one => one.Request is not null).ToList();
            var outcomes = writes.Count == 0 ? [] : await writer.AppendManyAsync(by.Tenant, [.. writes.Select(one => one.Request!)], cancel);
            results.AddRange(planned.Where(one => one.Request is null && one.Result.IsTold).Select(one => one.Result));
            var again = new HashSet<(Guid, string)>();
            for (var i = 0; i < writes.Count; i++)
            {
                if (outcomes[i] is AppendOutcome.Appended appended)
                {
                    results.Add(writes[i].Result with { Position = appended.LastPosition });
                    TierMetrics.Recorded(writes[i].Result);
                }
                // A first decision that another made already hides what would follow it: planned again from the stream, only the rest is left.
                else if (outcomes[i] is AppendOutcome.Conflict or AppendOutcome.Duplicate && attempt < MostAttempts) again.Add((writes[i].Result.Customer, writes[i].Result.Ladder));
                else if (outcomes[i] is not AppendOutcome.Duplicate) results.Add(writes[i].Result with { Decisions = [], Failure = Aggregates.Refusal(outcomes[i]).Detail });
            }
            open = open.FindAll(one => again.Contains((one.Customer, one.Versions.Ladder)));
        }
        // A run says who failed in its result, a request in its answer.
        if (by.Correlation is null) undecided.Add(by.Tenant, results.Where(result => result.Failure is not null).Select(result => FailedCustomer.OnLadder(result.Customer, result.Ladder, result.Failure!)));
        return results;
    }

    /// <summary>Whether earlier decisions are gone through again: since something else is known of their days, or for a recheck.</summary>
    private bool NeedsPast(LadderVersions versions, StoredFacts? known, HeldState? held, TierPlan plan) =>
        known is not null && (TierTimelines.IsRechecked(versions, known, held)
            || (TierTimelines.Since(versions, known, held, plan, Instant.Of(time.GetUtcNow())) is { } since && (held?.LastAsOf is not { } last || last >= since)));

    private (AppendRequest? Request, TierResult Result) Plan(
        AssessedBy by, LadderVersions versions, StoredFacts known, IReadOnlyDictionary<string, KnownTier> tiers, TierPlan plan)
    {
        var (customer, ladder) = (known.Customer, versions.Ladder);
        var tier = tiers.GetValueOrDefault(TierState.Key(customer, ladder), KnownTier.None);
        var planned = new PlannedDecisions(serializer, by.Tenant, customer, versions, tier.State);
        var now = Instant.Of(time.GetUtcNow());
        foreach (var (entry, policy) in TierTimelines.Entries(by.Tenant, versions, known, tier, plan, now)) planned.Add(entry, policy, known.Facts);
        var result = planned.Result with { LeftToDayEnd = LeftToDayEnd.Of(plan, versions, known, planned.Held, now) };
        return (planned.Append is { } append ? new(by.Tenant, by.Actor, [append], Correlation: by.Correlation) : null, result);
    }
}
