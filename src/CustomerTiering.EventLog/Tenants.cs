using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog;

/// <summary>The companies that have a log in the database.</summary>
/// <param name="source">Connections of the runtime role.</param>
public sealed class Tenants(NpgsqlDataSource source)
{
    /// <summary>Adds a tenant with an empty log; an existing one is unchanged.</summary>
    /// <param name="tenant">A random id.</param>
    /// <param name="name">The display name; need not be unique.</param>
    /// <param name="now">The time; UTC.</param>
    /// <param name="cancellation">The cancellation token; if cancelled, nothing is added.</param>
    /// <returns>False if it existed.</returns>
    public async Task<bool> AddAsync(TenantId tenant, string name, DateTimeOffset now, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var added = await TenantTransaction.QueryAsync(
            source, tenant,
            [
                new("insert into tenant (tenant_id, name, added) values ($1, $2, $3) on conflict do nothing returning true", name, Micros.Of(now)),
                new("insert into log_head (tenant_id, position, recorded) values ($1, 0, 'epoch') on conflict do nothing"),
            ],
            row => row.GetBoolean(0), cancellation);
        return added.Count == 1;
    }

    /// <summary>The ids of all tenants, in order.</summary>
    public async Task<IReadOnlyList<TenantId>> ListAsync(CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand("select tenant_id from log_head order by tenant_id");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var tenants = new List<TenantId>();
        while (await reader.ReadAsync(cancellation)) tenants.Add(new(reader.GetGuid(0)));
        return tenants;
    }

    /// <summary>Whether the tenant has a log in this database.</summary>
    public async Task<bool> ExistsAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand("select exists (select from log_head where tenant_id = $1)");
        command.Parameters.Add(new() { Value = tenant.Value });
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>The tenant's name, or null for an unknown tenant.</summary>
    public async Task<string?> NameAsync(TenantId tenant, CancellationToken cancellation = default) => (await TenantTransaction.QueryAsync(
        source, tenant, [new("select name from tenant where tenant_id = $1")], row => row.GetString(0), cancellation)).SingleOrDefault();
}
