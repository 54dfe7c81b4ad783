using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>Begins a generation, switches it live, and deletes the one it replaced.</summary>
internal static class Generations
{
    private const int AnyTime = 0;

    /// <summary>Begins a generation beside the live one, and deletes an unfinished earlier rebuild.</summary>
    internal static async Task<int> BeginAsync(NpgsqlDataSource source, TenantId tenant, Projection projection, CancellationToken cancel)
    {
        await Checkpoints.BeginAsync(source, tenant, [projection.Name], cancel);
        await TenantTransaction.ExecuteAsync(
            source, tenant, [new(SqlText.Read(typeof(Generations), "retire-unfinished"), projection.Name)], AnyTime, cancel);
        await DeleteRetiredAsync(source, tenant, projection, cancel);
        var begun = await TenantTransaction.QueryAsync(
            source, tenant, [new(SqlText.Read(typeof(Generations), "begin-generation"), projection.Name)], row => row.GetInt32(0), cancel);
        return begun is [var generation]
            ? generation
            : throw new InvalidOperationException($"{projection.Name} has no live generation to be rebuilt beside.");
    }

    /// <summary>
    /// Holds the live generation's lock, so that it cannot advance: catches up to its position, or to the head if that is further, and takes its
    /// place. One transaction: a reader sees either generation.
    /// </summary>
    /// <returns>False if the target was superseded or failed.</returns>
    internal static async Task<bool> SwitchAsync(NpgsqlDataSource source, TenantId tenant, FoldTarget target, long head, CancellationToken cancel)
    {
        await using var transaction = await TenantTransaction.BeginAsync(source, tenant, TenantSettings.FoldedState, cancel);
        var name = target.Projection.Name;
        var live = (await transaction.QueryAsync(
            [new("select position from projection where tenant_id = $1 and name = $2 and live for update", name)],
            row => row.GetInt64(0), cancel))[0];
        if (Math.Max(live, head) is var upTo && upTo > target.Position)
        {
            // Only this rebuild writes to the new generation: it catches up in separate transactions while this one holds the live generation.
            await new FoldRun(source, tenant, new(long.MaxValue, long.MaxValue)).RunAsync([target], upTo, cancel);
            if (!target.Active) return false;
        }
        if (!await FoldStore.LockAsync(transaction, target, cancel))
        {
            target.Superseded = true;
            return false;
        }
        await transaction.ExecuteAsync(
            [
                new(SqlText.Read(typeof(Generations), "retire-live"), name),
                new("update projection set live = true, state = 'running' where tenant_id = $1 and name = $2 and state = 'rebuilding'", name),
            ],
            AnyTime, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Deletes rows and checkpoint of generations that were replaced or never finished.</summary>
    internal static Task DeleteRetiredAsync(NpgsqlDataSource source, TenantId tenant, Projection projection, CancellationToken cancel) =>
        TenantTransaction.ExecuteAsync(source, tenant,
            [
                new(SqlText.Read(typeof(Generations), "delete-retired-rows", ("table", projection.Table)), projection.Name),
                new("delete from projection where tenant_id = $1 and name = $2 and state = 'retired'", projection.Name),
            ],
            AnyTime, cancel);
}
