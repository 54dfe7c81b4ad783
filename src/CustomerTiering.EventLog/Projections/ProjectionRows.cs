using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Projections;

/// <summary>Reads and writes the rows of one generation, in bulk; not by COPY, which row-level security refuses.</summary>
internal static class ProjectionRows
{
    /// <summary>So many rows go by one statement; the statements of all go to the server in one round trip, which works on one while the next is sent.</summary>
    private const int Together = 2_048;

    internal static async Task LoadAsync(
        NpgsqlDataSource source, TenantId tenant, FoldTarget target, IReadOnlyList<string> keys, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                TenantScope.Set(tenant),
                new($"select key, view from {target.Projection.Table} where tenant_id = $1 and generation = $2 and key = any($3)")
                {
                    Parameters = { new() { Value = tenant.Value }, new() { Value = target.Generation }, new() { Value = keys } },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel)) target.Fold.Supply(reader.GetString(0), reader.GetFieldValue<byte[]>(1));
    }

    internal static async Task WriteAsync(NpgsqlConnection connection, TenantId tenant, FoldTarget target, RowChanges changes, CancellationToken cancel)
    {
        if (changes.Keys.Length > 0) await PutAsync(connection, tenant, target, changes, cancel);
        if (changes.Gone.Length == 0) return;
        await using var delete = new NpgsqlCommand(
            $"delete from {target.Projection.Table} where tenant_id = $1 and generation = $2 and key = any($3)", connection)
        {
            Parameters = { new() { Value = tenant.Value }, new() { Value = target.Generation }, new() { Value = changes.Gone } },
        };
        await delete.ExecuteNonQueryAsync(cancel);
    }

    private static async Task PutAsync(NpgsqlConnection connection, TenantId tenant, FoldTarget target, RowChanges changes, CancellationToken cancel)
    {
        var (type, parameter) = target.Projection.Binary ? ("bytea", NpgsqlDbType.Bytea) : ("jsonb", NpgsqlDbType.Jsonb);
        // A generation that has no position yet has no rows either: that none is in the way need not be found out for each.
        var replacing = target.Position == 0 ? "" : "on conflict (tenant_id, generation, key) do update set view = excluded.view";
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        for (var from = 0; from < changes.Keys.Length; from += Together)
        {
            var some = from..Math.Min(from + Together, changes.Keys.Length);
            batch.BatchCommands.Add(new(
                $"""
                insert into {target.Projection.Table} (tenant_id, generation, key, view)
                select $1, $2, key, view from unnest($3::text[], $4::{type}[]) as c (key, view) {replacing}
                """)
            {
                Parameters =
                {
                    new() { Value = tenant.Value }, new() { Value = target.Generation }, new() { Value = changes.Keys[some] },
                    new() { Value = changes.Views[some], NpgsqlDbType = NpgsqlDbType.Array | parameter },
                },
            });
        }
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
