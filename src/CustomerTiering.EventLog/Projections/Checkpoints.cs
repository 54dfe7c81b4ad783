using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>Reads the rows that say how far projections are.</summary>
internal static class Checkpoints
{
    /// <summary>All generations of all projections of a tenant, with the end of its log, as of one moment.</summary>
    internal static async Task<List<ProjectionStatus>> AllAsync(NpgsqlDataSource source, TenantId tenant, CancellationToken cancel)
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
                    select p.name, p.generation, p.live, p.position, coalesce(h.position, 0), p.state, p.stopped_at, p.reason
                    from projection p left join log_head h using (tenant_id) where p.tenant_id = $1 order by p.name, p.generation
                    """)
                {
                    Parameters = { new() { Value = tenant.Value } },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel);
        var all = new List<ProjectionStatus>();
        while (await reader.ReadAsync(cancel))
            all.Add(new(
                reader.GetString(0), reader.GetInt32(1), reader.GetBoolean(2), reader.GetInt64(3), reader.GetInt64(4), State(reader.GetString(5)),
                reader.IsDBNull(6) ? null : reader.GetInt64(6), reader.IsDBNull(7) ? null : reader.GetString(7)));
        return all;
    }

    /// <summary>Begins the first generation of projections that have none. Two workers that do so at once make one.</summary>
    internal static Task BeginAsync(NpgsqlDataSource source, TenantId tenant, IReadOnlyCollection<string> names, CancellationToken cancel) =>
        ExecuteAsync(source, tenant,
            """
            insert into projection (tenant_id, name, generation, live, position, state)
            select $1, name, 1, true, 0, 'running' from unnest($2::text[]) as n (name)
            where not exists (select from projection p where p.tenant_id = $1 and p.name = n.name and p.live)
            on conflict do nothing
            """, names, cancel);

    /// <summary>Sets stopped projections going again, at the event that they stopped before.</summary>
    internal static Task<int> RetryAsync(NpgsqlDataSource source, TenantId tenant, IReadOnlyCollection<string> names, CancellationToken cancel) =>
        ExecuteAsync(source, tenant,
            """
            update projection set state = 'running', stopped_at = null, reason = null
            where tenant_id = $1 and name = any($2) and live and state = 'stopped'
            """, names, cancel);

    private static async Task<int> ExecuteAsync(
        NpgsqlDataSource source, TenantId tenant, string sql, IReadOnlyCollection<string> names, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var change = new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = tenant.Value }, new() { Value = names.ToArray() } } };
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { TenantScope.Set(tenant), change } };
        await batch.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return checked((int)change.RecordsAffected);
    }

    private static ProjectionState State(string state) => state switch
    {
        "running" => ProjectionState.Running,
        "stopped" => ProjectionState.Stopped,
        "rebuilding" => ProjectionState.Rebuilding,
        "retired" => ProjectionState.Retired,
        _ => throw new InvalidDataException($"A projection can't be in the state '{state}'."),
    };
}
