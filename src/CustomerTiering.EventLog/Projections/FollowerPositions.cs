using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>Reads and moves the rows that say how far followers are.</summary>
internal static class FollowerPositions
{
    internal static async Task<List<FollowerStatus>> AllAsync(NpgsqlDataSource source, TenantId tenant, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                TenantScope.Set(tenant),
                new(
                    """
                    select f.name, f.position, coalesce(h.position, 0), f.stopped_at, f.reason
                    from follower f left join log_head h using (tenant_id) where f.tenant_id = $1 order by f.name
                    """)
                {
                    Parameters = { new() { Value = tenant.Value } },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel);
        var all = new List<FollowerStatus>();
        while (await reader.ReadAsync(cancel))
            all.Add(new(
                reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.IsDBNull(3) ? null : reader.GetInt64(3),
                reader.IsDBNull(4) ? null : reader.GetString(4)));
        return all;
    }

    internal static Task BeginAsync(NpgsqlDataSource source, TenantId tenant, IReadOnlyCollection<string> names, CancellationToken cancel) =>
        ExecuteAsync(source, tenant,
            "insert into follower (tenant_id, name, position) select $1, name, 0 from unnest($2::text[]) as n (name) on conflict do nothing",
            [names.ToArray()], cancel);

    internal static Task<int> RetryAsync(NpgsqlDataSource source, TenantId tenant, IReadOnlyCollection<string> names, CancellationToken cancel) =>
        ExecuteAsync(source, tenant,
            "update follower set stopped_at = null, reason = null where tenant_id = $1 and name = any($2) and stopped_at is not null",
            [names.ToArray()], cancel);

    /// <summary>The fence: moves the position only from where this worker began.</summary>
    /// <returns>Whether it was moved.</returns>
    internal static async Task<bool> MoveAsync(NpgsqlDataSource source, TenantId tenant, string name, long from, long to, CancellationToken cancel) =>
        (await MoveAsync(source, tenant, [name], from, to, cancel)).Count == 1;

    /// <summary>
    /// Moves several from one position to another, each of them only if it is there. Doesn't wait for the disk: a position that is lost is dealt with again.
    /// </summary>
    /// <returns>Those that were moved.</returns>
    internal static async Task<HashSet<string>> MoveAsync(
        NpgsqlDataSource source, TenantId tenant, IReadOnlyCollection<string> names, long from, long to, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                TenantScope.SetForFoldedState(tenant),
                new(
                    """
                    with there as (
                      select name from follower where tenant_id = $1 and name = any($2) and position = $3 and stopped_at is null order by name for update)
                    update follower f set position = $4 from there where f.tenant_id = $1 and f.name = there.name returning f.name
                    """)
                {
                    Parameters = { new() { Value = tenant.Value }, new() { Value = names.ToArray() }, new() { Value = from }, new() { Value = to } },
                },
            },
        };
        var moved = new HashSet<string>();
        await using (var reader = await batch.ExecuteReaderAsync(cancel))
        {
            await reader.NextResultAsync(cancel);
            while (await reader.ReadAsync(cancel)) moved.Add(reader.GetString(0));
        }
        await transaction.CommitAsync(cancel);
        return moved;
    }

    internal static Task<int> StopAsync(
        NpgsqlDataSource source, TenantId tenant, string name, long position, long at, string reason, CancellationToken cancel) =>
        ExecuteAsync(source, tenant,
            "update follower set stopped_at = $4, reason = $5 where tenant_id = $1 and name = $2 and position = $3 and stopped_at is null",
            [name, position, at, reason], cancel);

    private static async Task<int> ExecuteAsync(NpgsqlDataSource source, TenantId tenant, string sql, object[] values, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var change = new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = tenant.Value } } };
        foreach (var value in values) change.Parameters.Add(new() { Value = value });
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { TenantScope.Set(tenant), change } };
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return checked((int)change.RecordsAffected);
    }
}
