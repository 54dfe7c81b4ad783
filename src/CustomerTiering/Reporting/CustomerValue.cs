using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Evidence.Persons;
using CustomerTiering.Facts;
using CustomerTiering.Persons;
using CustomerTiering.Segments;

namespace CustomerTiering.Reporting;

/// <summary>What a customer was worth so far, by the purchases that count now.</summary>
/// <param name="ExternalId">The company's own id; null once the person was erased.</param>
/// <param name="Purchases">How many, without cancelled ones.</param>
/// <param name="Gross">What they amount to.</param>
/// <param name="Returns">How many.</param>
/// <param name="Returned">What they amount to.</param>
/// <param name="Net">Gross less returned.</param>
public sealed record CustomerValue(string? ExternalId, long Purchases, decimal Gross, long Returns, decimal Returned, decimal Net);

/// <summary>The customer-value report: every registered customer, by net from the highest on.</summary>
public sealed class CustomerValues(ReadModels readModels, People people)
{
    private const int ChunkCustomers = 2_000;

    /// <summary>The amounts of several currencies can't be added; which ones there are.</summary>
    public async Task<IReadOnlyList<string>> CurrenciesAsync(TenantId tenant, CancellationToken cancel) => (await readModels.QueryAsync(
        tenant, CustomerValueProjection.ProjectionName,
        "select distinct currency from customer_value where tenant_id = @tenant and generation = @generation and currency is not null order by currency",
        new Dictionary<string, object>(), row => row.GetString(0), cancel)).Value;

    /// <summary>The report, line by line, as of one position of the log.</summary>
    /// <param name="tenant">Whose customers.</param>
    /// <param name="currency">Only purchases and returns in this one; null where there is one currency only.</param>
    /// <param name="segment">Those who are in it on a day.</param>
    /// <param name="day">The day: today.</param>
    /// <param name="cancel">Ends it early.</param>
    public async Task<ReadAnswer<IAsyncEnumerable<CustomerValue>>> ReadAsync(
        TenantId tenant, string? currency, SegmentFilter segment, DateOnly day, CancellationToken cancel)
    {
        var found = await segment.QueryAsync(
            readModels, tenant, CustomerValueProjection.ProjectionName,
            $"""
            select coalesce(m.survivor_id, v.customer),
              max(view ->> 'registration') filter (where m.survivor_id is null), max(view ->> 'externalId') filter (where m.survivor_id is null),
              coalesce(sum(purchases) filter (where @currency in ('', currency)), 0), coalesce(sum(gross) filter (where @currency in ('', currency)), 0),
              coalesce(sum(returns) filter (where @currency in ('', currency)), 0), coalesce(sum(returned) filter (where @currency in ('', currency)), 0)
            from customer_value v
            left join person_merge m on m.tenant_id = v.tenant_id and m.customer_id = v.customer
            where v.tenant_id = @tenant and v.generation = @generation {segment.On("coalesce(m.survivor_id, v.customer)::text", "@day")}
            group by 1
            having bool_or(length(key) = 36 and m.survivor_id is null)
            order by sum(gross - returned) filter (where @currency in ('', currency)) desc nulls last, 1
            """,
            new Dictionary<string, object> { ["currency"] = currency ?? "", ["day"] = day },
            row => new Sums(row.GetGuid(0), Guid.Parse(row.GetString(1)), row.GetString(2), row.GetInt64(3), row.GetDecimal(4), row.GetInt64(5), row.GetDecimal(6)), cancel);
        return new(NamedAsync(tenant, found.Value, cancel), found.Position);
    }

    private async IAsyncEnumerable<CustomerValue> NamedAsync(TenantId tenant, IReadOnlyList<Sums> sums, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var chunk in sums.Chunk(ChunkCustomers))
        {
            var persons = await people.ByCustomerAsync(tenant, [.. chunk.Select(one => one.Customer)], cancel);
            foreach (var one in chunk)
            {
                var name = persons.TryGetValue(one.Customer, out var person) && person.Key is { } key ? Open(tenant, one, key) : null;
                yield return new(name, one.Purchases, one.Gross, one.Returns, one.Returned, one.Gross - one.Returned);
            }
        }
    }

    private static string? Open(TenantId tenant, Sums one, DataKey key)
    {
        var type = EventTypes.Named(EventTypes.NameOf<Customers.CustomerRegistered>());
        var place = new FieldPlace(tenant.ToString(), FactStreams.Customer(one.Customer).Value, one.Registration, type.Name, type.Schema, "/externalId");
        return PersonalField.Open(key, place, CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(one.ExternalId))) is OpenedField.Plain plain ? JsonSerializer.Deserialize<string>(plain.Value.Span) : null;
    }

    private sealed record Sums(Guid Customer, Guid Registration, string ExternalId, long Purchases, decimal Gross, long Returns, decimal Returned);
}
