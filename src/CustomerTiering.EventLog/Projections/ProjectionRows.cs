using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Projections;

/// <summary>Reads and writes the rows of one generation, in bulk.</summary>
internal static class ProjectionRows
{
    /// <summary>Above so many rows they go by COPY into a temporary table; COPY itself is refused under row-level security.</summary>
    private const int Copied = 5_000;

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
        if (changes.Keys.Length > Copied) await CopyAsync(connection, tenant, target, changes, cancel);
        else if (changes.Keys.Length > 0) await UpsertAsync(connection, tenant, target, changes, cancel);
        if (changes.Gone.Length == 0) return;
        await using var delete = new NpgsqlCommand(
            $"delete from {target.Projection.Table} where tenant_id = $1 and generation = $2 and key = any($3)", connection)
        {
            Parameters = { new() { Value = tenant.Value }, new() { Value = target.Generation }, new() { Value = changes.Gone } },
        };
        await delete.ExecuteNonQueryAsync(cancel);
    }

    private static async Task UpsertAsync(
        NpgsqlConnection connection, TenantId tenant, FoldTarget target, RowChanges changes, CancellationToken cancel)
    {
        var type = target.Projection.Binary ? "bytea" : "jsonb";
        await using var upsert = new NpgsqlCommand(
            $"""
            insert into {target.Projection.Table} (tenant_id, generation, key, view)
            select $1, $2, key, view from unnest($3::text[], $4::{type}[]) as c (key, view)
            on conflict (tenant_id, generation, key) do update set view = excluded.view
            """, connection)
        {
            Parameters =
            {
                new() { Value = tenant.Value }, new() { Value = target.Generation }, new() { Value = changes.Keys },
                new() { Value = Array.ConvertAll(changes.Views, view => view.ToArray()), NpgsqlDbType = NpgsqlDbType.Array | Type(target) },
            },
        };
        await upsert.ExecuteNonQueryAsync(cancel);
    }

    private static async Task CopyAsync(NpgsqlConnection connection, TenantId tenant, FoldTarget target, RowChanges changes, CancellationToken cancel)
    {
        await using (var create = new NpgsqlCommand(
            $"create temporary table folded (key text collate \"C\", view {(target.Projection.Binary ? "bytea" : "jsonb")}) on commit drop", connection))
            await create.ExecuteNonQueryAsync(cancel);
        await using (var copy = await connection.BeginBinaryImportAsync("copy folded (key, view) from stdin (format binary)", cancel))
        {
            for (var i = 0; i < changes.Keys.Length; i++)
            {
                await copy.StartRowAsync(cancel);
                await copy.WriteAsync(changes.Keys[i], NpgsqlDbType.Text, cancel);
                await copy.WriteAsync(changes.Views[i], Type(target), cancel);
            }
            await copy.CompleteAsync(cancel);
        }
        await using var insert = new NpgsqlCommand(
            $"""
            insert into {target.Projection.Table} (tenant_id, generation, key, view) select $1, $2, key, view from folded
            on conflict (tenant_id, generation, key) do update set view = excluded.view
            """, connection)
        {
            Parameters = { new() { Value = tenant.Value }, new() { Value = target.Generation } },
            CommandTimeout = 0,
        };
        await insert.ExecuteNonQueryAsync(cancel);
    }

    private static NpgsqlDbType Type(FoldTarget target) => target.Projection.Binary ? NpgsqlDbType.Bytea : NpgsqlDbType.Jsonb;
}
