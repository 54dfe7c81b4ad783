using CustomerTiering.EventLog.Projections;
using CustomerTiering.Persons;

namespace CustomerTiering.Customers;

/// <summary>
/// Leads the external ids of duplicates to their survivors and, once a merge was taken back, to their own customers again. It asks the log how things stand, so
/// that it does not matter who comes to it first or how often.
/// </summary>
public sealed class PersonMergeFollower(People people, LogReader reader)
{
    public Follower Follower => new(MergedPersons.FollowerName, Merges.Types, [], FollowAsync);

    /// <summary>Leads the ids of a customer, and of all who were merged into it, to whom they belong now.</summary>
    internal async Task LeadAsync(TenantId tenant, Guid customer, CancellationToken cancel)
    {
        var survivor = customer;
        for (var next = await IntoAsync(tenant, customer, cancel); next is { } into; next = await IntoAsync(tenant, into, cancel)) survivor = into;
        await people.LeadAsync(tenant, await CustomerPast.OneAsync(reader, tenant, customer, cancel), survivor, cancel);
    }

    private async Task<Guid?> IntoAsync(TenantId tenant, Guid customer, CancellationToken cancel)
    {
        Guid? into = null;
        foreach (var recorded in await reader.StreamAsync(tenant, FactStreams.Customer(customer), cancellation: cancel))
            if (Merges.Types.Contains(recorded.Type) && Merges.DuplicateOf(recorded) == customer) into = Merges.None.After(recorded).Into;
        return into;
    }

    private async Task FollowAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        foreach (var duplicate in events.Select(Merges.DuplicateOf).Distinct()) await LeadAsync(tenant, duplicate, cancel);
    }
}
