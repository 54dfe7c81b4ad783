using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CustomerTiering.Access;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Evidence.Persons;
using CustomerTiering.Rules.Facts;
using Npgsql;

namespace CustomerTiering.Persons;

/// <summary>
/// Resolves external ids to customers and their keys. External ids are stored only as keyed hashes, keys only wrapped. Both are cached in memory, up
/// to a bound, since every fact needs them.
/// </summary>
public sealed class People(NpgsqlDataSource source, InstallationKeys keys, RandomNumberGenerator random)
{
    private const int MostRemembered = 200_000;
    private readonly ConcurrentDictionary<TenantId, KeyEncryptionKey> _wrapping = new();
    private readonly ConcurrentDictionary<(TenantId, string), Person> _byExternalId = new();
    private readonly ConcurrentDictionary<(TenantId, Guid), Person> _byCustomer = new();

    /// <summary>The customers of these external ids. Unknown ones get an id and a key, though no event yet.</summary>
    public async Task<IReadOnlyDictionary<string, Person>> EnsureAsync(
        TenantId tenant, IReadOnlyCollection<string> externalIds, CancellationToken cancel)
    {
        var found = new Dictionary<string, Person>(externalIds.Count);
        List<string>? unknown = null;
        foreach (var id in externalIds)
        {
            if (_byExternalId.TryGetValue((tenant, id), out var person)) found[id] = person;
            else (unknown ??= []).Add(id);
        }
        if (unknown is null) return found;
        unknown = [.. unknown.Distinct(StringComparer.Ordinal)];
        var hashes = unknown.Select(id => Hash(tenant, id)).ToArray();
        var candidates = unknown.Select(_ => random.NewId()).ToArray();
        var wrapped = candidates.Select(customer => Wrap(tenant, customer, DataKey.Create(KeyId(customer, 1), random))).ToArray();
        var rows = await QueryAsync(
            tenant,
            [
                new(SqlText.Read(typeof(People), "add-persons"), hashes, candidates),
                new(SqlText.Read(typeof(People), "add-person-keys"), candidates, wrapped),
                new(SqlText.Read(typeof(People), "persons-by-hash"), hashes),
            ],
            cancel);
        foreach (var (customer, hash, number, key) in rows)
        {
            var index = Array.FindIndex(hashes, candidate => candidate.AsSpan().SequenceEqual(hash));
            found[unknown[index]] = Remember(tenant, unknown[index], new(customer, Unwrap(tenant, customer, number, key)));
        }
        return found;
    }

    /// <summary>The customer of an external id, or null. The id is normalised and trimmed, as in facts.</summary>
    public async Task<Person?> FindAsync(TenantId tenant, string externalId, CancellationToken cancel)
    {
        externalId = ExternalId.Tidy(externalId);
        if (_byExternalId.TryGetValue((tenant, externalId), out var known)) return known;
        foreach (var (customer, _, number, key) in await QueryAsync(
            tenant, [new(SqlText.Read(typeof(People), "persons-by-hash"), new[] { Hash(tenant, externalId) })], cancel))
            return Remember(tenant, externalId, new(customer, Unwrap(tenant, customer, number, key)));
        return null;
    }

    /// <summary>The customers of these ids with their keys; erased and unknown customers are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, Person>> ByCustomerAsync(
        TenantId tenant, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        var found = new Dictionary<Guid, Person>(customers.Count);
        List<Guid>? unknown = null;
        foreach (var customer in customers)
        {
            if (_byCustomer.TryGetValue((tenant, customer), out var person)) found[customer] = person;
            else (unknown ??= []).Add(customer);
        }
        if (unknown is null) return found;
        foreach (var (customer, _, number, key) in await QueryAsync(
            tenant, [new(SqlText.Read(typeof(People), "persons-by-customer"), unknown.Distinct().ToArray())], cancel))
            found[customer] = Remember(tenant, null, new(customer, Unwrap(tenant, customer, number, key)));
        return found;
    }

    /// <summary>The survivors of those customers who were merged, by duplicate.</summary>
    public async Task<IReadOnlyDictionary<Guid, Guid>> SurvivorsAsync(
        TenantId tenant, IReadOnlyCollection<Guid> customers, CancellationToken cancel) => customers.Count == 0
        ? new Dictionary<Guid, Guid>()
        : new Dictionary<Guid, Guid>(await TenantTransaction.QueryAsync(
            source, tenant,
            [new("select customer_id, survivor_id from person_merge where tenant_id = $1 and customer_id = any($2)", customers.ToArray())],
            row => KeyValuePair.Create(row.GetGuid(0), row.GetGuid(1)), cancel));

    /// <summary>Redirects the external ids of these customers to the survivor; the survivor's own, if included, to itself. Idempotent.</summary>
    public async Task LeadAsync(TenantId tenant, IReadOnlyCollection<Guid> customers, Guid survivor, CancellationToken cancel)
    {
        await TenantTransaction.ExecuteAsync(
            source, tenant,
            [
                new(SqlText.Read(typeof(People), "lead-to-survivor"), customers.ToArray(), survivor),
                new("delete from person_merge where tenant_id = $1 and customer_id = $3 and customer_id = any($2)", customers.ToArray(), survivor),
            ],
            cancel);
        // The cached ids of the affected customers are not known here, so all of the tenant's are dropped.
        foreach (var (key, _) in _byExternalId)
            if (key.Item1 == tenant) _byExternalId.TryRemove(key, out _);
    }

    /// <summary>Whether the master key opens the tenant's data, tried on one person's key; null if there is none.</summary>
    internal async Task<bool?> OpensAsync(TenantId tenant, CancellationToken cancel)
    {
        foreach (var (customer, _, number, key) in await QueryAsync(
            tenant, [new("select customer_id, ''::bytea, number, wrapped from person_key where tenant_id = $1 limit 1")], cancel))
            return Wrapping(tenant).TryUnwrap(key!, tenant.ToString(), customer.ToString("D"), KeyId(customer, number), out _);
        return null;
    }

    private Person Remember(TenantId tenant, string? externalId, Person person)
    {
        if (_byCustomer.Count >= MostRemembered)
        {
            _byCustomer.Clear();
            _byExternalId.Clear();
        }
        // One key object per person, so that values derived from it are computed once.
        var kept = _byCustomer.GetOrAdd((tenant, person.Customer), person);
        if (externalId is not null) _byExternalId[(tenant, externalId)] = kept;
        return kept;
    }

    private byte[] Hash(TenantId tenant, string externalId) =>
        HMACSHA256.HashData(keys.Derive("external-id", tenant), Encoding.UTF8.GetBytes(externalId));

    private byte[] Wrap(TenantId tenant, Guid customer, DataKey key) => Wrapping(tenant).Wrap(key, tenant.ToString(), customer.ToString("D"), random);

    private DataKey? Unwrap(TenantId tenant, Guid customer, int number, byte[]? wrapped)
    {
        if (wrapped is null) return null;
        return Wrapping(tenant).TryUnwrap(wrapped, tenant.ToString(), customer.ToString("D"), KeyId(customer, number), out var key)
            ? key
            : throw new CryptographicException($"The key of customer {customer:D} was not wrapped by this installation's master key.");
    }

    private KeyEncryptionKey Wrapping(TenantId tenant) =>
        _wrapping.GetOrAdd(tenant, static (tenant, keys) => new("kek-1", keys.Derive("person-keys", tenant)), keys);

    private static string KeyId(Guid customer, int number) => string.Create(CultureInfo.InvariantCulture, $"{customer:D}#{number}");

    /// <summary>Customer, hash of the external id, key number (0 without a key), wrapped key.</summary>
    private Task<List<(Guid Customer, byte[] Hash, int Number, byte[]? Key)>> QueryAsync(
        TenantId tenant, IReadOnlyList<TenantStatement> statements, CancellationToken cancel) => TenantTransaction.QueryAsync(
            source, tenant, statements,
            row => (
                row.GetGuid(0), row.GetFieldValue<byte[]>(1), row.IsDBNull(2) ? 0 : row.GetInt32(2),
                row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3)),
            cancel);
}
