using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CustomerTiering.Access;
using CustomerTiering.EventLog;
using CustomerTiering.Evidence.Persons;
using CustomerTiering.Rules.Facts;
using Npgsql;

namespace CustomerTiering.Persons;

/// <summary>
/// From external ids to customers and their keys. External ids are kept as keyed hashes alone; keys are kept wrapped. Both are found again in memory
/// while the process lives, up to a bound, since every fact asks for them.
/// </summary>
public sealed class People(NpgsqlDataSource source, InstallationKeys keys, RandomNumberGenerator random)
{
    private const int MostRemembered = 200_000;
    private readonly ConcurrentDictionary<TenantId, KeyEncryptionKey> _wrapping = new();
    private readonly ConcurrentDictionary<(TenantId, string), Person> _byExternalId = new();
    private readonly ConcurrentDictionary<(TenantId, Guid), Person> _byCustomer = new();

    /// <summary>The customers of these external ids; whoever was unknown has an id and a key from now on, though no event yet.</summary>
    public async Task<IReadOnlyDictionary<string, Person>> EnsureAsync(TenantId tenant, IReadOnlyCollection<string> externalIds, CancellationToken cancel)
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
        var rows = await ExecuteAsync(tenant, PersonSql.Ensure, [hashes, candidates, wrapped], cancel);
        foreach (var (customer, hash, number, key) in rows)
        {
            var index = Array.FindIndex(hashes, candidate => candidate.AsSpan().SequenceEqual(hash));
            found[unknown[index]] = Remember(tenant, unknown[index], new(customer, Unwrap(tenant, customer, number, key)));
        }
        return found;
    }

    /// <summary>The customer of an external id, or null. It is taken as facts take it: in one form, without blanks around it.</summary>
    public async Task<Person?> FindAsync(TenantId tenant, string externalId, CancellationToken cancel)
    {
        externalId = ExternalId.Tidy(externalId);
        if (_byExternalId.TryGetValue((tenant, externalId), out var known)) return known;
        foreach (var (customer, _, number, key) in await ExecuteAsync(tenant, PersonSql.ByHash, [Hash(tenant, externalId)], cancel))
            return Remember(tenant, externalId, new(customer, Unwrap(tenant, customer, number, key)));
        return null;
    }

    /// <summary>The customers of these ids with their keys; whoever was erased or never existed is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, Person>> ByCustomerAsync(TenantId tenant, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        var found = new Dictionary<Guid, Person>(customers.Count);
        List<Guid>? unknown = null;
        foreach (var customer in customers)
        {
            if (_byCustomer.TryGetValue((tenant, customer), out var person)) found[customer] = person;
            else (unknown ??= []).Add(customer);
        }
        if (unknown is null) return found;
        foreach (var (customer, _, number, key) in await ExecuteAsync(tenant, PersonSql.ByCustomer, [unknown.Distinct().ToArray()], cancel))
            found[customer] = Remember(tenant, null, new(customer, Unwrap(tenant, customer, number, key)));
        return found;
    }

    /// <summary>Of those among these customers who were merged into another, that other.</summary>
    public async Task<IReadOnlyDictionary<Guid, Guid>> SurvivorsAsync(TenantId tenant, IReadOnlyCollection<Guid> customers, CancellationToken cancel) => customers.Count == 0
        ? new Dictionary<Guid, Guid>()
        : (await ExecuteAsync(tenant, PersonSql.Survivors, [customers.ToArray()], cancel)).ToDictionary(row => new Guid(row.Hash, bigEndian: true), row => row.Customer);

    /// <summary>The external ids of these customers lead to the survivor from now on; of the survivor, if among them, to itself. Done again it changes nothing.</summary>
    public async Task LeadAsync(TenantId tenant, IReadOnlyCollection<Guid> customers, Guid survivor, CancellationToken cancel)
    {
        await ExecuteAsync(tenant, PersonSql.Lead, [customers.ToArray(), survivor], cancel);
        // Which of the ids that are remembered led to whom is not known here: they are asked for again.
        foreach (var (key, _) in _byExternalId)
            if (key.Item1 == tenant) _byExternalId.TryRemove(key, out _);
    }

    /// <summary>Whether this installation's master key opens what a tenant has: one person's key is tried; null where there is none.</summary>
    internal async Task<bool?> OpensAsync(TenantId tenant, CancellationToken cancel)
    {
        foreach (var (customer, _, number, key) in await ExecuteAsync(tenant, PersonSql.Any, [], cancel))
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
        // One key object a person: what is derived from it is derived once.
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

    private KeyEncryptionKey Wrapping(TenantId tenant) => _wrapping.GetOrAdd(tenant, static (tenant, keys) => new("kek-1", keys.Derive("person-keys", tenant)), keys);

    private static string KeyId(Guid customer, int number) => string.Create(CultureInfo.InvariantCulture, $"{customer:D}#{number}");

    private async Task<List<(Guid Customer, byte[] Hash, int Number, byte[]? Key)>> ExecuteAsync(
        TenantId tenant, string sql, object[] parameters, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new("select set_config('app.tenant', $1, true)") { Parameters = { new() { Value = tenant.ToString() } } });
        var rows = new List<(Guid, byte[], int, byte[]?)>();
        foreach (var statement in sql.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var command = new NpgsqlBatchCommand(statement) { Parameters = { new() { Value = tenant.Value } } };
            foreach (var value in parameters) command.Parameters.Add(new() { Value = value });
            batch.BatchCommands.Add(command);
        }
        await using (var reader = await batch.ExecuteReaderAsync(cancel))
        {
            do
            {
                while (reader.FieldCount == 4 && await reader.ReadAsync(cancel))
                    rows.Add((reader.GetGuid(0), reader.GetFieldValue<byte[]>(1), await reader.IsDBNullAsync(2, cancel) ? 0 : reader.GetInt32(2),
                        await reader.IsDBNullAsync(3, cancel) ? null : reader.GetFieldValue<byte[]>(3)));
            }
            while (await reader.NextResultAsync(cancel));
        }
        await transaction.CommitAsync(cancel);
        return rows;
    }
}
