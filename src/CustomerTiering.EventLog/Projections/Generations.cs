using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>Begins a generation, puts it in the live one's place, and deletes what it replaced.</summary>
internal static class Generations
{
    /// <summary>A new generation, beside the live one; what an earlier rebuild left unfinished goes.</summary>
    internal static async Task<int> BeginAsync(NpgsqlDataSource source, TenantId tenant, Projection projection, CancellationToken cancel)
    {
        await Checkpoints.BeginAsync(source, tenant, [projection.Name], cancel);
        await using (var connection = await source.OpenConnectionAsync(cancel))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await ExecuteAsync(connection, tenant, projection,
                "update projection set state = 'retired', stopped_at = null, reason = null where tenant_id = $1 and name = $2 and not live", cancel);
            await transaction.CommitAsync(cancel);
        }
        await DeleteRetiredAsync(source, tenant, projection, cancel);
        await using var another = await source.OpenConnectionAsync(cancel);
        await using var adding = await another.BeginTransactionAsync(cancel);
        var generation = await ExecuteAsync(another, tenant, projection,
            """
            insert into projection (tenant_id, name, generation, live, position, state)
            select $1, $2, max(generation) + 1, false, 0, 'rebuilding' from projection where tenant_id = $1 and name = $2
            returning generation
            """, cancel);
        await adding.CommitAsync(cancel);
        return generation ?? throw new InvalidOperationException($"{projection.Name} has no live generation to be rebuilt beside.");
    }

    /// <summary>
    /// Under the live one's lock, so that it can't move on: folds what is missing to where it is, or to the head if it had stopped, and takes its place. One transaction: whoever
    /// asks sees the one or the other.
    /// </summary>
    /// <returns>False if it was superseded, or fails.</returns>
    internal static async Task<bool> SwitchAsync(NpgsqlDataSource source, TenantId tenant, FoldTarget target, long head, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var set = new NpgsqlBatch(connection) { BatchCommands = { TenantScope.Set(tenant) } }) await set.ExecuteNonQueryAsync(cancel);
        await using var lockLive = new NpgsqlCommand(
            "select position from projection where tenant_id = $1 and name = $2 and live for update", connection)
        {
            Parameters = { new() { Value = tenant.Value }, new() { Value = target.Projection.Name } },
        };
        var live = (long)(await lockLive.ExecuteScalarAsync(cancel))!;
        if (Math.Max(live, head) is var upTo && upTo > target.Position)
        {
            // Nobody else writes to the new generation: it catches up in transactions of its own while this one keeps the live one still.
            await new FoldRun(source, tenant, new(long.MaxValue, long.MaxValue)).RunAsync([target], upTo, cancel);
            if (!target.Active) return false;
        }
        if (!await FoldStore.LockAsync(connection, tenant, target, cancel))
        {
            target.Superseded = true;
            return false;
        }
        await ExecuteAsync(connection, tenant, target.Projection,
            "update projection set live = false, state = 'retired', stopped_at = null, reason = null where tenant_id = $1 and name = $2 and live", cancel);
        await ExecuteAsync(connection, tenant, target.Projection,
            "update projection set live = true, state = 'running' where tenant_id = $1 and name = $2 and state = 'rebuilding'", cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Deletes the rows of what was replaced or never finished, and then its entry: a crash between leaves the entry, and the next rebuild ends it.</summary>
    internal static async Task DeleteRetiredAsync(NpgsqlDataSource source, TenantId tenant, Projection projection, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await ExecuteAsync(connection, tenant, projection,
            $"""
            delete from {projection.Table} where tenant_id = $1 and generation = any(array(
              select generation from projection where tenant_id = $1 and name = $2 and state = 'retired'))
            """, cancel);
        await ExecuteAsync(connection, tenant, projection, "delete from projection where tenant_id = $1 and name = $2 and state = 'retired'", cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task<int?> ExecuteAsync(
        NpgsqlConnection connection, TenantId tenant, Projection projection, string sql, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { TenantScope.Set(tenant) }, Timeout = 0 };
        var command = new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = tenant.Value }, new() { Value = projection.Name } } };
        batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        return await reader.NextResultAsync(cancel) && await reader.ReadAsync(cancel) ? reader.GetInt32(0) : null;
    }
}
