using CustomerTiering.EventLog.Sql;
using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Projections;

/// <summary>Reads and writes the rows of one generation in bulk; not with COPY, which is not supported under row-level security.</summary>
internal static class ProjectionRows
{
    /// <summary>The rows per statement. All statements go in one round trip: the server executes one while the next is sent.</summary>
    private const int Together = 2_048;

    internal static async Task LoadAsync(
        NpgsqlDataSource source, TenantId tenant, FoldTarget target, IReadOnlyList<string> keys, CancellationToken cancel)
    {
        await using var reader = await TenantTransaction.ReadAsync(
            source, tenant, TenantSettings.None,
            [new($"select key, view {Keyed(target)}", target.Generation, keys)], cancel);
        while (await reader.ReadAsync(cancel)) target.Fold.Supply(reader.GetString(0), reader.GetFieldValue<byte[]>(1));
    }

    internal static async Task WriteAsync(TenantTransaction transaction, FoldTarget target, RowChanges changes, CancellationToken cancel)
    {
        if (changes.Keys.Length > 0) await transaction.ExecuteAsync([.. Puts(target, changes)], timeout: 0, cancel);
        if (changes.Gone.Length == 0) return;
        await transaction.ExecuteAsync([new($"delete {Keyed(target)}", target.Generation, changes.Gone)], cancel);
    }

    private static string Keyed(FoldTarget target) => $"from {target.Projection.Table} where tenant_id = $1 and generation = $2 and key = any($3)";

    private static IEnumerable<TenantStatement> Puts(FoldTarget target, RowChanges changes)
    {
        var (type, parameter) = target.Projection.Binary ? ("bytea", NpgsqlDbType.Bytea) : ("jsonb", NpgsqlDbType.Jsonb);
        // A generation at position 0 has no rows, so no conflict check is needed.
        var replacing = target.Position == 0 ? "" : "on conflict (tenant_id, generation, key) do update set view = excluded.view";
        var put = SqlText.Read(typeof(ProjectionRows), "put-rows", ("table", target.Projection.Table), ("type", type), ("replacing", replacing));
        for (var from = 0; from < changes.Keys.Length; from += Together)
        {
            var some = from..Math.Min(from + Together, changes.Keys.Length);
            yield return new(
                put, target.Generation, changes.Keys[some],
                new NpgsqlParameter { Value = changes.Views[some], NpgsqlDbType = NpgsqlDbType.Array | parameter });
        }
    }
}
