using CustomerTiering.Customers;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>Who requested an assessment, and what its decisions are correlated with.</summary>
/// <param name="Actor">A person's subject, or <see cref="Service"/>.</param>
/// <param name="Correlation">The run or request; null for none.</param>
public sealed record AssessmentOrigin(TenantId Tenant, string Actor, string? Correlation = null)
{
    /// <summary>The actor of automatic assessments.</summary>
    public const string Service = "service:tiering";
}

/// <summary>
/// Assesses many customers at once: reads facts and held tiers, runs the rules, and appends the decisions. Where groups of companies are judged as
/// one, each customer's whole group is decided and its decisions are appended atomically; a customer without a group is a group of one. The id of a
/// decision is derived from all its inputs, so assessing again is idempotent.
/// </summary>
public sealed class TierAssessor(
    FactsStore facts, ReadModels readModels, LogReader reader, LogWriter writer, EventSerializer serializer, UndecidedCustomers undecided,
    TimeProvider time)
{
    private readonly TierStateReader _states = new(readModels, reader);

    /// <param name="customers">Each customer once.</param>
    /// <param name="cancel">Cancels the assessment; events already appended stay.</param>
    /// <returns>One result for each customer and ladder with a decision, a failure, or something left to the end of today.</returns>
    public async Task<IReadOnlyList<TierResult>> AssessAsync(
        AssessmentOrigin by, IReadOnlyCollection<Guid> customers, AssessmentPlan plan, IReadOnlyList<LadderVersions> ladders,
        CancellationToken cancel)
    {
        var results = new List<TierResult>();
        // A departure concerns the customer alone, not the group.
        var ofGroups = ladders.Where(versions => plan is not AssessmentPlan.Leaving && versions.JudgesGroups).ToList();
        foreach (var versions in ofGroups) await AssessAsync(by, Open([versions]), plan, withGroups: true, results, cancel);
        await AssessAsync(by, Open(ladders.Except(ofGroups)), plan, withGroups: false, results, cancel);
        // A run reports failures in its result, a request in its answer.
        var failed = results.Where(result => result.Failure is not null);
        if (by.Correlation is null)
            undecided.Add(by.Tenant, failed.Select(result => FailedCustomer.OnLadder(result.Customer, result.Ladder, result.Failure!)));
        return results;

        List<Open> Open(IEnumerable<LadderVersions> all) =>
            [.. all.SelectMany(versions => customers.Select(customer => new Open(versions, customer)))];
    }

    /// <param name="all">Customers on ladders; if <paramref name="withGroups"/> is true, all on the same ladder.</param>
    /// <param name="withGroups">Whether the customers' groups are decided too.</param>
    private async Task AssessAsync(
        AssessmentOrigin by, List<Open> all, AssessmentPlan plan, bool withGroups, List<TierResult> results, CancellationToken cancel)
    {
        var referred = all.Select(one => one.Versions).Distinct().Any(versions => versions.LooksAtReferred);
        var lost = await Contention.SettleAsync(all, async (open, isFirst) =>
        {
            // Held tiers come from the read model first. After a conflict they are read from the streams.
            var known = await facts.LoadAsync(by.Tenant, [.. open.Select(one => one.Customer).Distinct()], referred, cancel, withGroups: withGroups);
            List<(LadderVersions Versions, IReadOnlyList<StoredFacts> Set)> sets = withGroups
                ? [.. StoredFacts.Sets(known.Values).Select(set => (open[0].Versions, set))]
                : [.. open.Where(
                    one => known.TryGetValue(one.Customer, out var found) && (found.MergedInto is null || plan is AssessmentPlan.Leaving))
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
                // A first decision that is a duplicate hides the entries that would follow it. They are planned again from the stream.
                else if (outcome is AppendOutcome.Conflict or AppendOutcome.Duplicate)
                    again.UnionWith(set.Select(one => new Open(versions, one.Customer)));
                else results.AddRange(made.Select(result => result with { Decisions = [], Failure = Aggregates.Refusal(outcome).Detail }));
            }
            return [.. open.Where(again.Contains)];
        });
        results.AddRange(lost.Select(one => new TierResult(one.Customer, one.Versions.Ladder, [], 0, null, null, Contention.Problem.Detail)));
    }

    private static List<LadderCustomer> Customers(
        LadderVersions versions, IReadOnlyList<StoredFacts> set, IReadOnlyDictionary<string, KnownTier> tiers) =>
        [.. set.Select(one => new LadderCustomer(one, tiers.GetValueOrDefault(TierState.Key(one.Customer, versions.Ladder), KnownTier.None)))];

    /// <summary>
    /// The tiers whose earlier decisions must be read: because facts about their days have changed, or for a recheck. A change for one member of a
    /// group affects all members.
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
        foreach (var (customer, (entry, policy)) in DecisionTimelines.Entries(by.Tenant, versions, set, plan, asked, now))
            planned[customer].Add(entry, policy);
        StreamAppend[] appends = [.. planned.Values.Select(one => one.Append).OfType<StreamAppend>()];
        TriggerKind? Left(DecisionAppender one) =>
            asked.Contains(one.Customer.Customer) ? LeftToDayEnd.Of(plan, versions, one.Customer.Stored, one.Held, now) : null;
        // Of a group, only members with a new decision or warning are reported.
        List<TierResult> results = [.. planned.Values.Select(one => (one.Append, Result: one.Result with { LeftToDayEnd = Left(one) }))
            .Where(one => (versions.JudgesGroups ? one.Result.Decisions.Count + one.Result.Warnings > 0 : one.Append is not null)
                || one.Result.IsTold)
            .Select(one => one.Result)];
        return new(versions, set, appends.Length == 0 ? null : new(by.Tenant, by.Actor, appends, Correlation: by.Correlation), results);
    }

    /// <summary>A customer on a ladder that is still to be decided.</summary>
    private sealed record Open(LadderVersions Versions, Guid Customer);

    private sealed record Planned(
        LadderVersions Versions, IReadOnlyList<LadderCustomer> Set, AppendRequest? Request, IReadOnlyList<TierResult> Results);
}
