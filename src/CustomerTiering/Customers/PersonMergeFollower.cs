using CustomerTiering.EventLog.Projections;
using CustomerTiering.Persons;

namespace CustomerTiering.Customers;

/// <summary>
/// Redirects the external ids of duplicates to their survivors, and back to their own customers after a merge was reversed. It reads the current
/// state from the log, so it is idempotent and independent of order.
/// </summary>
public sealed class PersonMergeFollower(People people, LogReader reader)
{
    public Follower Follower => new(MergedPersons.FollowerName, Merges.Types, [], FollowAsync);

    /// <summary>Redirects the ids of a customer, and of all customers merged into it, to their present owner.</summary>
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
