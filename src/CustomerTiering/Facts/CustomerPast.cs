using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts;

/// <summary>A customer's facts as they were known at some position: folded from the log itself, which forgets nothing.</summary>
public static class CustomerPast
{
    /// <summary>The facts that were known; null if the log knew no such customer.</summary>
    public static async Task<CustomerFacts?> FactsAsync(LogReader reader, TenantId tenant, Guid customer, long position, CancellationToken cancel)
    {
        var facts = new List<Fact>();
        var known = false;
        await foreach (var batch in reader.SubjectAsync(tenant, customer, upTo: position, cancellation: cancel))
        {
            known = true;
            facts.AddRange(batch.Where(recorded => FactEvents.Types.Contains(recorded.Type)).Select(FactEvents.Of));
        }
        return known ? CustomerFacts.Fold(customer.ToString("D"), facts) : null;
    }

    /// <summary>Whether the company has this customer.</summary>
    public static async Task<bool> IsKnownAsync(LogReader reader, TenantId tenant, Guid customer, CancellationToken cancel) =>
        (await reader.VersionsAsync(tenant, [FactStreams.Customer(customer)], cancel)).Count > 0;
}
