using CustomerTiering.EventLog.Append;
using CustomerTiering.Events;
using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tiering;

/// <summary>
/// Assesses customers on a ladder on which groups of companies are judged as one: whoever is asked for, the whole group is decided, and its decisions are
/// appended together or not at all.
/// </summary>
internal sealed class GroupAssessor(FactsStore facts, TierStates states, LogWriter writer, EventSerializer serializer, TimeProvider time)
{
    private const int MostAttempts = 4;

    internal async Task<IReadOnlyList<TierResult>> AssessAsync(
        AssessedBy by, IReadOnlyCollection<Guid> customers, TierPlan plan, LadderVersions versions, CancellationToken cancel)
    {
        var ladder = versions.Ladder;
        var referred = versions.LooksAtReferred;
        var results = new List<TierResult>();
        for (var (attempt, open) = (1, customers.ToHashSet()); open.Count > 0; attempt++)
        {
            var known = await facts.LoadAsync(by.Tenant, open, referred, cancel, withGroups: true);
            var sets = StoredFacts.Sets(known.Values).ToList();
            List<string> keys = [.. known.Keys.Select(customer => TierState.Key(customer, ladder))];
            var tiers = await states.ReadAsync(by.Tenant, keys, needsPast: null, fresh: attempt > 1, cancel);
            if (attempt == 1) tiers = await states.ReadAsync(by.Tenant, keys, NeedsPast(versions, sets, tiers, plan), fresh: false, cancel);
            var planned = sets.Select(set => (Set: set, Plan: Plan(by, versions, set, tiers, plan, open))).ToList();
            var writes = planned.Where(one => one.Plan.Request is not null).ToList();
            var outcomes = writes.Count == 0 ? [] : await writer.AppendManyAsync(by.Tenant, [.. writes.Select(one => one.Plan.Request!)], cancel);
            results.AddRange(planned.Where(one => one.Plan.Request is null).SelectMany(one => one.Plan.Results).Where(result => result.IsTold));
            var again = new HashSet<Guid>();
            for (var i = 0; i < writes.Count; i++)
            {
                var (set, (_, made)) = writes[i];
                if (outcomes[i] is AppendOutcome.Appended appended)
                {
                    results.AddRange(made.Select(result => result with { Position = appended.LastPosition }));
                    foreach (var result in made) TierMetrics.Recorded(result);
                }
                else if (outcomes[i] is AppendOutcome.Conflict or AppendOutcome.Duplicate && attempt < MostAttempts) again.UnionWith(set.Select(one => one.Customer).Where(open.Contains));
                else if (outcomes[i] is not AppendOutcome.Duplicate)
                    results.AddRange(made.Select(result => result with { Decisions = [], Failure = Aggregates.Refusal(outcomes[i]).Detail }));
            }
            open = again;
        }
        return results;
    }

    /// <summary>Of whom earlier decisions are gone through again: what came late of one, or is rechecked, is new to all who bear on one another.</summary>
    private Func<string, HeldState?, bool> NeedsPast(
        LadderVersions versions, IReadOnlyList<IReadOnlyList<StoredFacts>> sets, IReadOnlyDictionary<string, KnownTier> tiers, TierPlan plan)
    {
        var now = Instant.Of(time.GetUtcNow());
        var ladder = versions.Ladder;
        var since = new Dictionary<Guid, DateOnly>();
        foreach (var set in sets)
        {
            var held = set.ToDictionary(one => one.Customer, one => tiers.GetValueOrDefault(TierState.Key(one.Customer, ladder))?.State.Held);
            DateOnly? from = set.Any(one => TierTimelines.IsRechecked(versions, one, held[one.Customer])) ? DateOnly.MinValue
                : GroupTimelines.Since(versions, set, held, plan, now);
            if (from is { } day)
                foreach (var one in set) since[one.Customer] = day;
        }
        return (key, held) => since.TryGetValue(TierState.CustomerOf(key), out var day) && (held?.LastAsOf is not { } last || last >= day);
    }

    private (AppendRequest? Request, IReadOnlyList<TierResult> Results) Plan(
        AssessedBy by, LadderVersions versions, IReadOnlyList<StoredFacts> set, IReadOnlyDictionary<string, KnownTier> tiers,
        TierPlan plan, IReadOnlySet<Guid> open)
    {
        var ladder = versions.Ladder;
        var before = set.ToDictionary(one => one.Customer, one => tiers.GetValueOrDefault(TierState.Key(one.Customer, ladder), KnownTier.None));
        var planned = set.ToDictionary(one => one.Customer, one => new PlannedDecisions(serializer, by.Tenant, one.Customer, versions, before[one.Customer].State));
        var facts = set.ToDictionary(one => one.Customer, one => one.Facts);
        var asked = set.Select(one => one.Customer).Where(open.Contains).ToHashSet();
        var now = Instant.Of(time.GetUtcNow());
        foreach (var (customer, (entry, policy)) in GroupTimelines.Entries(by.Tenant, versions, set, before, plan, asked, now))
        {
            var judged = entry is TimelineEntry.Decided { Decision.AsOf: var day } && policy.Compiled.Policy.JudgesGroups ? facts[customer].On(day, policy.Compiled.Zone) : facts[customer];
            planned[customer].Add(entry, policy, judged);
        }
        StreamAppend[] appends = [.. planned.Values.Select(one => one.Append).OfType<StreamAppend>()];
        var left = set.Where(one => asked.Contains(one.Customer))
            .ToDictionary(one => one.Customer, one => LeftToDayEnd.Of(plan, versions, one, planned[one.Customer].Held, now));
        List<TierResult> results = [.. planned.Select(one => one.Value.Result with { LeftToDayEnd = left.GetValueOrDefault(one.Key) })
            .Where(result => result.Decisions.Count > 0 || result.Warnings > 0 || result.IsTold)];
        return (appends.Length == 0 ? null : new(by.Tenant, by.Actor, appends, Correlation: by.Correlation), results);
    }
}
