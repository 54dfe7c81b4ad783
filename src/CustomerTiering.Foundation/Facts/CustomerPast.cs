using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>A customer's facts as known at a position, folded from the log itself.</summary>
public static class CustomerPast
{
    /// <summary>
    /// The known facts up to a position, inclusive, with those of all duplicates known then; null if the log had no such customer.
    /// <paramref name="other"/> receives the customer's own events that state no fact, in log order.
    /// </summary>
    public static async Task<CustomerFacts?> FactsAsync(
        LogReader reader, TenantId tenant, Guid customer, long position, CancellationToken cancel, Action<RecordedEvent>? other = null)
    {
        var (facts, joined) = (new List<Fact>(), new List<Instant?>());
        var known = false;
        var open = new Queue<Guid>([customer]);
        while (open.TryDequeue(out var one))
        {
            var (own, merges) = (new List<Fact>(), new List<RecordedEvent>());
            await foreach (var batch in reader.SubjectAsync(tenant, one, upTo: position, cancellation: cancel))
            {
                known = true;
                foreach (var recorded in batch)
                    if (FactEvents.Types.Contains(recorded.Type)) own.Add(FactEvents.Of(recorded));
                    else if (one == customer) other?.Invoke(recorded);
                merges.AddRange(batch.Where(recorded => Merges.Types.Contains(recorded.Type)));
            }
            foreach (var duplicate in DuplicatesIn(merges, one)) open.Enqueue(duplicate);
            joined.Add(DuplicateFacts.JoinedAt(own));
            facts.AddRange(one == customer ? own : own.Where(DuplicateFacts.Counts));
        }
        if (!known) return null;
        return CustomerFacts.Fold(
            customer.ToString("D"), facts.OrderBy(fact => fact.Recorded), joinedTogetherAt: joined.Count > 1 ? joined.Min() : null);
    }

    /// <summary>The customer and all customers merged into it, directly or transitively.</summary>
    public static async Task<IReadOnlyCollection<Guid>> OneAsync(LogReader reader, TenantId tenant, Guid customer, CancellationToken cancel)
    {
        var all = new List<Guid> { customer };
        for (var i = 0; i < all.Count; i++)
            all.AddRange(DuplicatesIn(await reader.StreamAsync(tenant, FactStreams.Customer(all[i]), cancellation: cancel), all[i]));
        return all;
    }

    private static IReadOnlyList<Guid> DuplicatesIn(IEnumerable<RecordedEvent> events, Guid survivor) => events
        .Where(recorded => Merges.Types.Contains(recorded.Type) && Merges.Parts(recorded).Survivor == survivor)
        .Aggregate(Merges.None, (merges, recorded) => merges.After(recorded)).Duplicates;

    /// <summary>Whether the tenant has this customer.</summary>
    public static async Task<bool> IsKnownAsync(LogReader reader, TenantId tenant, Guid customer, CancellationToken cancel) =>
        (await reader.VersionsAsync(tenant, [FactStreams.Customer(customer)], cancel)).Count > 0;
}
