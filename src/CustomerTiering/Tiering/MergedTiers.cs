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
        var zones = (await standards.PoliciesAsync(tenant, cancel)).GroupBy(version => version.Compiled.Policy.Ladder)
            .Select(versions => (Ladder: versions.Key, versions.Last().Compiled.Zone)).ToList();
        var by = new AssessedBy(tenant, AssessedBy.Service);
        foreach (var recorded in events)
        {
            var merged = (CustomerMerged)EventSerializer.Read(recorded);
            if (merged.Duplicate != recorded.Subject) continue;
            await assessor.AssessAsync(by, [merged.Duplicate], new TierPlan.Leaving(Instant.Of(recorded.Effective)), null, cancel);
            if (!(await facts.LoadAsync(tenant, [merged.Duplicate], false, cancel)).TryGetValue(merged.Duplicate, out var known) || known.Facts.Own.Facts.Count == 0) continue;
            foreach (var (ladder, zone) in zones)
            {
                var since = new Dictionary<Guid, DateOnly> { [merged.Survivor] = zone.DayOf(known.Facts.Own.Facts[0].At) };
                await assessor.AssessAsync(by, since.Keys, new TierPlan.Again(since), ladder, cancel);
            }
        }
    }
}
