using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>Stores what was folded together with the position up to which it was: both or neither.</summary>
internal static class FoldStore
{
    /// <summary>
    /// Locks the checkpoint and compares it first: if another has moved it meanwhile, nothing is stored and the target is void.
    /// </summary>
    internal static async Task StoreAsync(
        NpgsqlDataSource source, TenantId tenant, FoldTarget target, long to, bool forget, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (!await LockAsync(connection, tenant, target, cancel))
        {
            target.Superseded = true;
            return;
        }
        if (!await TryWriteAsync(connection, tenant, target, to, cancel)) return;
        await MoveAsync(connection, tenant, target, to, cancel);
        await transaction.CommitAsync(cancel);
        Stored(target, to, forget);
    }

    /// <summary>Moves the positions of targets whose rows did not change: one statement for all. Those that another has moved are void.</summary>
    internal static async Task MoveUnchangedAsync(
        NpgsqlDataSource source, TenantId tenant, IReadOnlyList<FoldTarget> targets, long to, CancellationToken cancel)
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
                    with mine as (
                      select p.name, p.generation from projection p
                      join unnest($2::text[], $3::int[], $4::bigint[], $5::text[]) as t (name, generation, position, state) using (name, generation)
                      where p.tenant_id = $1 and p.position = t.position and p.state = t.state and p.live = (t.state = 'running')
                      order by p.name, p.generation for update of p)
                    update projection p set position = $6 from mine
                    where p.tenant_id = $1 and (p.name, p.generation) = (mine.name, mine.generation)
                    returning p.name
                    """)
                {
                    Parameters =
                    {
                        new() { Value = tenant.Value },
                        new() { Value = targets.Select(target => target.Projection.Name).ToArray() },
                        new() { Value = targets.Select(target => target.Generation).ToArray() },
                        new() { Value = targets.Select(target => target.Position).ToArray() },
                        new() { Value = targets.Select(target => target.State).ToArray() },
                        new() { Value = to },
                    },
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
        foreach (var target in targets)
            if (moved.Contains(target.Projection.Name)) Stored(target, to, forget: false);
            else target.Superseded = true;
    }

    /// <summary>The fence. Holds the row until the transaction ends.</summary>
    internal static async Task<bool> LockAsync(NpgsqlConnection connection, TenantId tenant, FoldTarget target, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                TenantScope.SetForFoldedState(tenant),
                new("select position, state, live from projection where tenant_id = $1 and name = $2 and generation = $3 for update")
                {
                    Parameters =
                    {
                        new() { Value = tenant.Value }, new() { Value = target.Projection.Name }, new() { Value = target.Generation },
                    },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel);
        return await reader.ReadAsync(cancel)
            && reader.GetInt64(0) == target.Position && reader.GetString(1) == target.State && reader.GetBoolean(2) == target.Live;
    }

    /// <summary>Writes the rows; what the view or the table refuses is the projection's failure, not the database's.</summary>
    internal static async Task<bool> TryWriteAsync(
        NpgsqlConnection connection, TenantId tenant, FoldTarget target, long to, CancellationToken cancel)
    {
        try
        {
            await ProjectionRows.WriteAsync(connection, tenant, target, target.Fold.Changes(), cancel);
            return true;
        }
        catch (Exception failure) when (IsOfTheView(failure))
        {
            (target.Failure, target.FailedBy) = (new(0, failure), to);
            return false;
        }
    }

    internal static async Task MoveAsync(NpgsqlConnection connection, TenantId tenant, FoldTarget target, long to, CancellationToken cancel)
    {
        await using var move = new NpgsqlCommand(
            "update projection set position = $4 where tenant_id = $1 and name = $2 and generation = $3", connection)
        {
            Parameters =
            {
                new() { Value = tenant.Value }, new() { Value = target.Projection.Name }, new() { Value = target.Generation }, new() { Value = to },
            },
        };
        await move.ExecuteNonQueryAsync(cancel);
    }

    private static void Stored(FoldTarget target, long to, bool forget)
    {
        ProjectionMetrics.Folded(target.Projection.Name, target.Fold.Folded);
        target.Position = to;
        target.Fold.Stored(forget);
        target.AllInMemory &= !forget;
    }

    /// <summary>SQLSTATE classes 22 (bad data) and 23 (constraint) come from what was to be stored; all others from the database's state.</summary>
    private static bool IsOfTheView(Exception failure) => failure switch
    {
        PostgresException refused => refused.SqlState.StartsWith("22", StringComparison.Ordinal) || refused.SqlState.StartsWith("23", StringComparison.Ordinal),
        NpgsqlException or OperationCanceledException or IOException or TimeoutException => false,
        _ => true,
    };
}
