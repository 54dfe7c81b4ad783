using System.Runtime.CompilerServices;
using System.Text.Json;
using CustomerTiering.Activity;
using CustomerTiering.Customers;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Persons;
using CustomerTiering.Segments;

namespace CustomerTiering.Reporting;

/// <summary>A customer's value to date, from the purchases that currently count.</summary>
/// <param name="ExternalId">The company's own id; null after the person was erased.</param>
/// <param name="Purchases">Number of purchases, without cancelled ones.</param>
/// <param name="Gross">Their total amount.</param>
/// <param name="Returned">Total amount of returns.</param>
/// <param name="Net">Gross minus returned, where each purchase counts at least 0.</param>
public sealed record CustomerValue(string? ExternalId, long Purchases, decimal Gross, long Returns, decimal Returned, decimal Net);

/// <summary>The customer-value report: every registered customer, by net descending.</summary>
public sealed class CustomerValues(ReadModels readModels, People people)
{
    private const int ChunkCustomers = 2_000;

    /// <summary>The read models that the report uses, besides those of its filter.</summary>
    internal static IReadOnlyList<string> Asked { get; } = [PurchaseRows.ReadModel, RegisteredCustomers.ReadModel];

    /// <summary>The currencies in use. Amounts in different currencies can't be added.</summary>
    public async Task<IReadOnlyList<string>> CurrenciesAsync(TenantId tenant, CancellationToken cancel) => (await readModels.QueryAsync(
        tenant, PurchaseRows.ReadModel,
        $"select distinct currency from {PurchaseRows.Table.Sql} where tenant_id = @tenant and generation = @generation order by currency",
        new Dictionary<string, object>(), row => row.GetString(0), cancel)).Value;

    /// <summary>The report's rows, read at one position of the log.</summary>
    /// <param name="currency">Only purchases and returns in this currency; null if there is only one.</param>
    /// <param name="segment">Only customers who are in the segment on a day.</param>
    /// <param name="day">The day of segment membership: today.</param>
    public async Task<ReadAnswer<IAsyncEnumerable<CustomerValue>>> ReadAsync(
        TenantId tenant, string? currency, SegmentFilter segment, DateOnly day, CancellationToken cancel)
    {
        var sql = SqlText.Read(
            typeof(CustomerValues), "customer-value", PurchaseRows.Table, RegisteredCustomers.Table, ("not-merged", MergedPersons.Without("c.key")),
            ("in-segment", segment.On("c.key", "@day")));
        var found = await readModels.ReadAsync(
            tenant, [.. segment.With(PurchaseRows.ReadModel), RegisteredCustomers.ReadModel],
            snapshot => snapshot.QueryAsync(
                snapshot.Generation(PurchaseRows.ReadModel), sql,
                segment.With(
                    snapshot, new Dictionary<string, object>
                    {
                        ["currency"] = currency ?? "",
                        ["day"] = day,
                        ["customers"] = snapshot.Generation(RegisteredCustomers.ReadModel)
                    }),
                row => new Sums(Guid.Parse(row.GetString(0)), row.GetString(1), row.GetInt64(2), row.GetDecimal(3), row.GetInt64(4),
                    row.GetDecimal(5), row.GetDecimal(6)), cancel),
            cancel);
        return new(NamedAsync(tenant, found.Value, cancel), found.Position);
    }

    private async IAsyncEnumerable<CustomerValue> NamedAsync(
        TenantId tenant, IReadOnlyList<Sums> sums, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var chunk in sums.Chunk(ChunkCustomers))
        {
            var persons = await people.ByCustomerAsync(tenant, [.. chunk.Select(one => one.Customer)], cancel);
            foreach (var one in chunk)
            {
                var name = persons.TryGetValue(one.Customer, out var person)
                    ? JsonSerializer.Deserialize<SealedField>(one.ExternalId, EventJson.Options)!.OpenText(tenant, person.Key)
                    : null;
                yield return new(name, one.Purchases, one.Gross, one.Returns, one.Returned, one.Net);
            }
        }
    }

    private sealed record Sums(Guid Customer, string ExternalId, long Purchases, decimal Gross, long Returns, decimal Returned, decimal Net);
}
