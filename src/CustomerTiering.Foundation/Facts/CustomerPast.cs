using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>A customer's facts as they were known at some position: folded from the log itself, which forgets nothing.</summary>
public static class CustomerPast
{
    /// <summary>The facts that were known, with those of whoever was known then to be the same; null if the log knew no such customer.</summary>
    /// <param name="position">The last position that is taken into account.</param>
    /// <param name="other">Told of each of the customer's own events that states no fact, in the order of the log.</param>
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

    /// <summary>The customer, and all who were merged into it, directly or through others.</summary>
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

    /// <summary>Whether the company has this customer.</summary>
    public static async Task<bool> IsKnownAsync(LogReader reader, TenantId tenant, Guid customer, CancellationToken cancel) =>
        (await reader.VersionsAsync(tenant, [FactStreams.Customer(customer)], cancel)).Count > 0;
}
