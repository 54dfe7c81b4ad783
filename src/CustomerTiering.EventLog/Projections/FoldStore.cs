using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>Stores folded views and their checkpoint atomically.</summary>
internal static class FoldStore
{
    /// <summary>Locks and compares the checkpoint first. If another worker has moved it, nothing is stored and the target is superseded.</summary>
    internal static async Task StoreAsync(
        NpgsqlDataSource source, TenantId tenant, FoldTarget target, long to, bool forget, CancellationToken cancel)
    {
        await using var transaction = await TenantTransaction.BeginAsync(source, tenant, TenantSettings.FoldedState, cancel);
        if (!await LockAsync(transaction, target, cancel))
        {
            target.Superseded = true;
            return;
        }
        if (!await TryWriteAsync(transaction, target, to, cancel)) return;
        await transaction.ExecuteAsync(
            [
                new(
                    "update projection set position = $4 where tenant_id = $1 and name = $2 and generation = $3", target.Projection.Name,
                    target.Generation, to),
            ],
            cancel);
        await transaction.CommitAsync(cancel);
        Stored(target, to, forget);
    }

    /// <summary>
    /// Moves the checkpoints of targets without changed rows, in one statement. Targets that another worker has moved are superseded.
    /// </summary>
    internal static async Task MoveUnchangedAsync(
        NpgsqlDataSource source, TenantId tenant, IReadOnlyList<FoldTarget> targets, long to, CancellationToken cancel)
    {
        var moved = (await TenantTransaction.QueryAsync(
            source, tenant, TenantSettings.FoldedState,
            [
                new(
                    SqlText.Read(typeof(FoldStore), "move-projections"), targets.Select(target => target.Projection.Name).ToArray(),
                    targets.Select(target => target.Generation).ToArray(), targets.Select(target => target.Position).ToArray(),
                    targets.Select(target => target.State).ToArray(), to),
            ],
            row => row.GetString(0), cancel)).ToHashSet();
        foreach (var target in targets)
            if (moved.Contains(target.Projection.Name)) Stored(target, to, forget: false);
            else target.Superseded = true;
    }

    /// <summary>The fence. Locks the checkpoint row until the transaction ends.</summary>
    internal static async Task<bool> LockAsync(TenantTransaction transaction, FoldTarget target, CancellationToken cancel) =>
        await transaction.QueryAsync(
            [new(SqlText.Read(typeof(FoldStore), "lock-projection"), target.Projection.Name, target.Generation)],
            row => row.GetInt64(0) == target.Position && row.GetString(1) == target.State && row.GetBoolean(2) == target.Live, cancel) is [true];

    /// <summary>Writes the rows. A rejection by the view or the table is the projection's failure, not the database's.</summary>
    private static async Task<bool> TryWriteAsync(TenantTransaction transaction, FoldTarget target, long to, CancellationToken cancel)
    {
        try
        {
            await ProjectionRows.WriteAsync(transaction, target, target.Fold.Changes(), cancel);
            return true;
        }
        catch (Exception failure) when (IsOfTheView(failure))
        {
            (target.Failure, target.FailedBy) = (new(0, failure), to);
            return false;
        }
    }

    private static void Stored(FoldTarget target, long to, bool forget)
    {
        ProjectionMetrics.Folded(target.Projection.Name, target.Fold.Folded);
        target.Position = to;
        target.Fold.Stored(forget);
        target.AllInMemory &= !forget;
    }

    /// <summary>
    /// SQLSTATE classes 22 (data exception) and 23 (constraint violation) are caused by the data, all others by the database's state.
    /// </summary>
    private static bool IsOfTheView(Exception failure) => failure switch
    {
        PostgresException refused =>
            refused.SqlState.StartsWith("22", StringComparison.Ordinal) || refused.SqlState.StartsWith("23", StringComparison.Ordinal),
        NpgsqlException or OperationCanceledException or IOException or TimeoutException => false,
        _ => true,
    };
}
