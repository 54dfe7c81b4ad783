using CustomerTiering.Customers;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>Who assesses, and what the decisions belong to.</summary>
/// <param name="Actor">A person, or the service itself.</param>
/// <param name="Correlation">A run, or null.</param>
public sealed record AssessmentOrigin(TenantId Tenant, string Actor, string? Correlation = null)
{
    /// <summary>The actor of what runs by itself.</summary>
    public const string Service = "service:tiering";
}

/// <summary>
/// Assesses customers, many at once: reads facts and what is held, lets the rules decide, and appends. Where groups of companies are judged as one, the whole group of
/// each customer is decided, and its decisions are appended together or not at all; a customer alone is a group of one. A decision's id follows from all that it
/// rests on, so assessing again adds nothing.
/// </summary>
public sealed class TierAssessor(
    FactsStore facts, ReadModels readModels, LogReader reader, LogWriter writer, EventSerializer serializer, UndecidedCustomers undecided, TimeProvider time)
{
    private readonly TierStateReader _states = new(readModels, reader);

    /// <param name="customers">Which, each once.</param>
    /// <param name="plan">Which decisions.</param>
    /// <param name="ladders">On which ladders.</param>
    /// <param name="cancel">Ends it early; what is appended stays.</param>
    /// <returns>One result for each customer and ladder on which anything was decided, failed, or was left to the end of today.</returns>
    public async Task<IReadOnlyList<TierResult>> AssessAsync(
        AssessmentOrigin by, IReadOnlyCollection<Guid> customers, AssessmentPlan plan, IReadOnlyList<LadderVersions> ladders, CancellationToken cancel)
    {
        var results = new List<TierResult>();
        // A customer who leaves does so alone.
        var ofGroups = ladders.Where(versions => plan is not AssessmentPlan.Leaving && versions.JudgesGroups).ToList();
        foreach (var versions in ofGroups) await AssessAsync(by, Open([versions]), plan, withGroups: true, results, cancel);
        await AssessAsync(by, Open(ladders.Except(ofGroups)), plan, withGroups: false, results, cancel);
        // A run says who failed in its result, a request in its answer.
        var failed = results.Where(result => result.Failure is not null);
        if (by.Correlation is null) undecided.Add(by.Tenant, failed.Select(result => FailedCustomer.OnLadder(result.Customer, result.Ladder, result.Failure!)));
        return results;

        List<Open> Open(IEnumerable<LadderVersions> all) => [.. all.SelectMany(versions => customers.Select(customer => new Open(versions, customer)))];
    }

    /// <param name="all">Customers on ladders; on one ladder alone where it judges groups.</param>
    /// <param name="plan">Which decisions.</param>
    /// <param name="withGroups">Whether all who bear on them are decided, too.</param>
    /// <param name="results">What it comes to is added here.</param>
    private async Task AssessAsync(AssessmentOrigin by, List<Open> all, AssessmentPlan plan, bool withGroups, List<TierResult> results, CancellationToken cancel)
    {
        var referred = all.Select(one => one.Versions).Distinct().Any(versions => versions.LooksAtReferred);
        var lost = await Contention.SettleAsync(all, async (open, isFirst) =>
        {
            // The read model says what is held, cheaply; where a decision was lost against another, the streams themselves are asked.
            var known = await facts.LoadAsync(by.Tenant, [.. open.Select(one => one.Customer).Distinct()], referred, cancel, withGroups: withGroups);
            List<(LadderVersions Versions, IReadOnlyList<StoredFacts> Set)> sets = withGroups
                ? [.. StoredFacts.Sets(known.Values).Select(set => (open[0].Versions, set))]
                : [.. open.Where(one => known.TryGetValue(one.Customer, out var found) && (found.MergedInto is null || plan is AssessmentPlan.Leaving))
                    .Select(one => (one.Versions, (IReadOnlyList<StoredFacts>)[known[one.Customer]]))];
            var tiers = await _states.ReadAsync(
                by.Tenant, [.. sets.SelectMany(one => one.Set.Select(stored => TierState.Key(stored.Customer, one.Versions.Ladder)))],
                views => sets.SelectMany(one => NeedingPast(one.Versions, Customers(one.Versions, one.Set, views), plan)), fresh: !isFirst, cancel);
            var asked = open.Select(one => one.Customer).ToHashSet();
            var planned = sets.ConvertAll(one => Plan(by, one.Versions, Customers(one.Versions, one.Set, tiers), plan, asked));
            var writes = planned.FindAll(one => one.Request is not null);
            var outcomes = writes.Count == 0 ? [] : await writer.AppendManyAsync(by.Tenant, writes.ConvertAll(one => one.Request!), cancel);
            results.AddRange(planned.Where(one => one.Request is null).SelectMany(one => one.Results).Where(result => result.IsTold));
            var again = new HashSet<Open>();
            foreach (var ((versions, set, _, made), outcome) in writes.Zip(outcomes))
            {
                if (outcome is AppendOutcome.Appended appended)
                {
                    results.AddRange(made.Select(result => result with { Position = appended.LastPosition }));
                    foreach (var result in made) DecisionMetrics.Recorded(result);
                }
                // A first decision that another made already hides what would follow it: planned again from the stream, only the rest is left.
                else if (outcome is AppendOutcome.Conflict or AppendOutcome.Duplicate) again.UnionWith(set.Select(one => new Open(versions, one.Customer)));
                else results.AddRange(made.Select(result => result with { Decisions = [], Failure = Aggregates.Refusal(outcome).Detail }));
            }
            return [.. open.Where(again.Contains)];
        });
        results.AddRange(lost.Select(one => new TierResult(one.Customer, one.Versions.Ladder, [], 0, null, null, Contention.Problem.Detail)));
    }

    private static List<LadderCustomer> Customers(LadderVersions versions, IReadOnlyList<StoredFacts> set, IReadOnlyDictionary<string, KnownTier> tiers) =>
        [.. set.Select(one => new LadderCustomer(one, tiers.GetValueOrDefault(TierState.Key(one.Customer, versions.Ladder), KnownTier.None)))];

    /// <summary>
    /// Of whom earlier decisions are gone through again, since something else is known of their days, or for a recheck: what is new of one is new to all who bear on one
    /// another.
    /// </summary>
    private IEnumerable<string> NeedingPast(LadderVersions versions, List<LadderCustomer> together, AssessmentPlan plan)
    {
        DateOnly? since = together.Exists(one => DecisionTimelines.IsRechecked(versions, one)) ? DateOnly.MinValue
            : DecisionTimelines.Since(versions, together, plan, Instant.Of(time.GetUtcNow()));
        return since is not { } day ? [] : together.Where(one => one.Held?.LastAsOf is not { } last || last >= day)
            .Select(one => TierState.Key(one.Customer, versions.Ladder));
    }

    private Planned Plan(AssessmentOrigin by, LadderVersions versions, List<LadderCustomer> set, AssessmentPlan plan, HashSet<Guid> asked)
    {
        var planned = set.ToDictionary(one => one.Customer, one => new DecisionAppender(serializer, by.Tenant, one, versions));
        var now = Instant.Of(time.GetUtcNow());
        foreach (var (customer, (entry, policy)) in DecisionTimelines.Entries(by.Tenant, versions, set, plan, asked, now)) planned[customer].Add(entry, policy);
        StreamAppend[] appends = [.. planned.Values.Select(one => one.Append).OfType<StreamAppend>()];
        TriggerKind? Left(DecisionAppender one) => asked.Contains(one.Customer.Customer) ? LeftToDayEnd.Of(plan, versions, one.Customer.Stored, one.Held, now) : null;
        // Of a group only those are told of whom something was decided.
        List<TierResult> results = [.. planned.Values.Select(one => (one.Append, Result: one.Result with { LeftToDayEnd = Left(one) }))
            .Where(one => (versions.JudgesGroups ? one.Result.Decisions.Count + one.Result.Warnings > 0 : one.Append is not null) || one.Result.IsTold)
            .Select(one => one.Result)];
        return new(versions, set, appends.Length == 0 ? null : new(by.Tenant, by.Actor, appends, Correlation: by.Correlation), results);
    }

    /// <summary>A customer on a ladder of whom it is still to be decided.</summary>
    private sealed record Open(LadderVersions Versions, Guid Customer);

    private sealed record Planned(LadderVersions Versions, IReadOnlyList<LadderCustomer> Set, AppendRequest? Request, IReadOnlyList<TierResult> Results);
}
