using CustomerTiering.EventLog.Projections;
using CustomerTiering.Persons;

namespace CustomerTiering.Customers;

/// <summary>The company's own ids of its customers, for reports that list many of them.</summary>
public sealed class ExternalIds(ReadModels readModels, People people)
{
    private const int Chunk = 2_000;
    private static readonly CustomersProjection Projection = new();

    /// <summary>The external ids of these customers. Erased persons have none and are absent.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> OfAsync(TenantId tenant, IEnumerable<Guid> customers, CancellationToken cancel)
    {
        var found = new Dictionary<Guid, string>();
        foreach (var chunk in customers.Distinct().Chunk(Chunk))
        {
            var persons = await people.ByCustomerAsync(tenant, chunk, cancel);
            foreach (var (
                key, state) in (await readModels.ViewsAsync(tenant, Projection, [.. chunk.Select(customer => customer.ToString("D"))], cancel)).Value)
                if (Guid.Parse(key) is var customer && state.ExternalId?.OpenText(tenant, persons.GetValueOrDefault(customer)?.Key) is { } id)
                    found[customer] = id;
        }
        return found;
    }
}
