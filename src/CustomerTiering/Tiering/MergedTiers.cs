using CustomerTiering.Customers;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tiering;

/// <summary>Two customers turned out to be one: the duplicate leaves its ladders, and for the survivor is decided again what would have come out otherwise.</summary>
public sealed class MergedTiers(TierAssessor assessor, StandardsInForce standards, FactsStore facts)
{
    public Follower Follower => new(
        "merged-tiers", new HashSet<string> { EventTypes.NameOf<CustomerMerged>() },
        [CustomerFactsProjection.ProjectionName, StandardsProjection.ProjectionName, TiersProjection.ProjectionName], FollowAsync);

    private async Task FollowAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var by = new AssessedBy(tenant, AssessedBy.Service);
        foreach (var recorded in events)
            if (((CustomerMerged)EventSerializer.Read(recorded)).Duplicate is var duplicate && duplicate == recorded.Subject)
                await assessor.AssessAsync(by, [duplicate], new TierPlan.Leaving(Instant.Of(recorded.Effective)), null, cancel);
        var merged = await facts.MergedAsync(tenant, events, cancel);
        if (merged.Count == 0) return;
        foreach (var ladder in (await standards.PoliciesAsync(tenant, cancel)).GroupBy(version => version.Compiled.Policy.Ladder))
        {
            var policy = ladder.Last().Compiled;
            var since = new Dictionary<Guid, DateOnly>();
            foreach (var (survivor, duplicate, at) in merged)
            {
                List<Guid> concerned = [survivor];
                // Where referrals count, whoever referred the one is credited with what the other does.
                if (policy.Interest.Referred) concerned.AddRange(await facts.ReferrersAsync(tenant, survivor, cancel));
                // Where groups are judged as one, what the duplicate did counts no longer for the companies of the group that it was in.
                if (policy.Policy.JudgesGroups) concerned.AddRange((await facts.LoadAsync(tenant, [duplicate], false, cancel, withGroups: true)).Keys);
                foreach (var customer in concerned)
                    if (policy.Zone.DayOf(at) is var day && (!since.TryGetValue(customer, out var first) || day < first)) since[customer] = day;
            }
            await assessor.AssessAsync(by, since.Keys, new TierPlan.Again(since), ladder.Key, cancel);
        }
    }
}
