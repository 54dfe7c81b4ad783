using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>The heads of the logs. The table is readable without a tenant, so that new tenants are discovered.</summary>
internal static class LogHeads
{
    /// <summary>Every tenant with the last position of its log, 0 for an empty one.</summary>
    internal static async Task<List<(TenantId Tenant, long Position)>> AllAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select tenant_id, position from log_head");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var heads = new List<(TenantId, long)>();
        while (await reader.ReadAsync(cancel)) heads.Add((new(reader.GetGuid(0)), reader.GetInt64(1)));
        return heads;
    }

    /// <summary>The last position of one tenant's log; 0 if the log is empty or does not exist.</summary>
    internal static async Task<long> OfAsync(NpgsqlDataSource source, TenantId tenant, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select position from log_head where tenant_id = $1");
        command.Parameters.Add(new() { Value = tenant.Value });
        return await command.ExecuteScalarAsync(cancel) is long position ? position : 0;
    }
}
