using CustomerTiering.Customers;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts;

/// <summary>A customer's facts as they were known at some position: folded from the log itself, which forgets nothing.</summary>
public static class CustomerPast
{
    /// <summary>The facts that were known; null if the log knew no such customer.</summary>
    public static async Task<CustomerFacts?> FactsAsync(LogReader reader, TenantId tenant, Guid customer, long position, CancellationToken cancel)
    {
        var facts = new List<(long Position, Fact Fact)>();
        var known = false;
        var open = new Queue<Guid>([customer]);
        while (open.TryDequeue(out var one))
        {
            await foreach (var batch in reader.SubjectAsync(tenant, one, upTo: position, cancellation: cancel))
            {
                known = true;
                facts.AddRange(batch.Where(recorded => FactEvents.Types.Contains(recorded.Type)).Select(recorded => (recorded.Position, FactEvents.Of(recorded))));
                foreach (var duplicate in DuplicatesIn(batch, one)) open.Enqueue(duplicate);
            }
        }
        return known ? CustomerFacts.Fold(customer.ToString("D"), facts.OrderBy(entry => entry.Position).Select(entry => entry.Fact)) : null;
    }

    /// <summary>The customer, and all who were merged into it, directly or through others.</summary>
    public static async Task<IReadOnlyCollection<Guid>> OneAsync(LogReader reader, TenantId tenant, Guid customer, CancellationToken cancel)
    {
        var all = new List<Guid> { customer };
        for (var i = 0; i < all.Count; i++)
            all.AddRange(DuplicatesIn(await reader.StreamAsync(tenant, FactStreams.Customer(all[i]), cancellation: cancel), all[i]));
        return all;
    }

    private static IEnumerable<Guid> DuplicatesIn(IEnumerable<RecordedEvent> events, Guid survivor) => events
        .Where(recorded => recorded.Type == Merges.Type).Select(recorded => (CustomerMerged)EventSerializer.Read(recorded))
        .Where(merged => merged.Survivor == survivor).Select(merged => merged.Duplicate);

    /// <summary>Whether the company has this customer.</summary>
    public static async Task<bool> IsKnownAsync(LogReader reader, TenantId tenant, Guid customer, CancellationToken cancel) =>
        (await reader.VersionsAsync(tenant, [FactStreams.Customer(customer)], cancel)).Count > 0;
}
