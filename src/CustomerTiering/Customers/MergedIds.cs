using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Persons;

namespace CustomerTiering.Customers;

/// <summary>Leads the external ids of duplicates to their survivors, where the command that merged them did not come to it.</summary>
public sealed class MergedIds(People people)
{
    public Follower Follower => new(MergedPersons.FollowerName, new HashSet<string> { EventTypes.NameOf<CustomerMerged>() }, [], FollowAsync);

    private async Task FollowAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        foreach (var merged in events.Select(EventSerializer.Read).Cast<CustomerMerged>().Distinct())
            await people.MergeAsync(tenant, merged.Duplicate, merged.Survivor, cancel);
    }
}
