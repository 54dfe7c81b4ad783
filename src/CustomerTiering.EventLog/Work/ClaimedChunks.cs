using CustomerTiering.EventLog.Projections;
using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Work;

/// <summary>Claims chunks of runs, and gives them back done or failed; the last one ends the run.</summary>
internal static class ClaimedChunks
{
    internal static async Task<(string Kind, RunChunk Chunk)?> ClaimAsync(
        NpgsqlDataSource source, IReadOnlyCollection<string> kinds, DateTimeOffset now, TimeSpan lease, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var claim = new NpgsqlCommand(
            """
            with next as (
              select tenant_id, run_id, number from run_chunk
              where state = 'waiting' and kind = any($1) and (leased_until is null or leased_until <= $2)
              order by kind, tenant_id, run_id, number limit 1 for update skip locked)
            update run_chunk c set leased_until = $3, attempts = c.attempts + 1
            from next where (c.tenant_id, c.run_id, c.number) = (next.tenant_id, next.run_id, next.number)
            returning c.tenant_id, c.run_id, c.number, c.attempts, c.payload, c.kind
            """, connection)
        {
            Parameters = { new() { Value = kinds.ToArray() }, new() { Value = now.UtcDateTime }, new() { Value = (now + lease).UtcDateTime } },
        };
        RunChunk chunk;
        string kind;
        await using (var reader = await claim.ExecuteReaderAsync(cancel))
        {
            if (!await reader.ReadAsync(cancel)) return null;
            chunk = new(new(reader.GetGuid(0)), reader.GetGuid(1), reader.GetInt32(2), reader.GetInt32(3), default, reader.GetFieldValue<byte[]>(4));
            kind = reader.GetString(5);
        }
        await using var parameters = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                TenantScope.Set(chunk.Tenant),
                new("select parameters from run where tenant_id = $1 and run_id = $2")
                {
                    Parameters = { new() { Value = chunk.Tenant.Value }, new() { Value = chunk.Run } },
                },
            },
        };
        await using (var reader = await parameters.ExecuteReaderAsync(cancel))
        {
            await reader.NextResultAsync(cancel);
            await reader.ReadAsync(cancel);
            chunk = chunk with { Parameters = reader.GetFieldValue<byte[]>(0) };
        }
        await transaction.CommitAsync(cancel);
        return (kind, chunk);
    }

    internal static Task DoneAsync(
        NpgsqlDataSource source, RunChunk chunk, ReadOnlyMemory<byte> result, Func<IReadOnlyList<ReadOnlyMemory<byte>>, ReadOnlyMemory<byte>> sum,
        DateTimeOffset now, CancellationToken cancel) =>
        EndAsync(source, chunk, "state = 'done', result = $5, failure = null, leased_until = null",
            new() { Value = result.ToArray(), NpgsqlDbType = NpgsqlDbType.Jsonb }, sum, now, cancel);

    /// <summary>To be tried again at an instant, or, where there is none, failed for good.</summary>
    internal static Task FailedAsync(
        NpgsqlDataSource source, RunChunk chunk, DateTimeOffset? again, string reason,
        Func<IReadOnlyList<ReadOnlyMemory<byte>>, ReadOnlyMemory<byte>> sum, DateTimeOffset now, CancellationToken cancel) =>
        again is { } instant
            ? EndAsync(source, chunk,
                "state = case (select state from run where tenant_id = $1 and run_id = $2) when 'cancelled' then 'cancelled' else 'waiting' end, "
                + $"failure = $5, leased_until = '{instant.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00'", new() { Value = reason }, sum, now, cancel)
            : EndAsync(source, chunk, "state = 'failed', failure = $5, leased_until = null", new() { Value = reason }, sum, now, cancel);

    /// <summary>
    /// The attempt's number is the fence: who was overtaken changes nothing. The run's row is locked first, so that of two last chunks that end at
    /// once the second sees the first, and one of them ends the run.
    /// </summary>
    private static async Task EndAsync(
        NpgsqlDataSource source, RunChunk chunk, string change, NpgsqlParameter value, Func<IReadOnlyList<ReadOnlyMemory<byte>>, ReadOnlyMemory<byte>> sum,
        DateTimeOffset now, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                TenantScope.Set(chunk.Tenant),
                Of("select state = 'running' from run where tenant_id = $1 and run_id = $2 for update", chunk),
                new($"update run_chunk set {change} where tenant_id = $1 and run_id = $2 and number = $3 and attempts = $4 and state = 'waiting'")
                {
                    Parameters =
                    {
                        new() { Value = chunk.Tenant.Value }, new() { Value = chunk.Run }, new() { Value = chunk.Number },
                        new() { Value = chunk.Attempt }, value,
                    },
                },
                Of("select coalesce(bool_or(state = 'waiting'), false), coalesce(bool_or(state = 'failed'), false) from run_chunk where tenant_id = $1 and run_id = $2", chunk),
            },
        };
        bool running, waiting, failed;
        await using (var reader = await batch.ExecuteReaderAsync(cancel))
        {
            // The settings and the lock give a result each, the update none.
            await reader.NextResultAsync(cancel);
            await reader.ReadAsync(cancel);
            running = reader.GetBoolean(0);
            await reader.NextResultAsync(cancel);
            await reader.ReadAsync(cancel);
            (waiting, failed) = (reader.GetBoolean(0), reader.GetBoolean(1));
        }
        if (running && !waiting)
        {
            var results = failed ? [] : await ResultsAsync(connection, chunk, cancel);
            await using var end = new NpgsqlCommand(
                "update run set state = $3, ended = $4, result = $5 where tenant_id = $1 and run_id = $2", connection)
            {
                Parameters =
                {
                    new() { Value = chunk.Tenant.Value }, new() { Value = chunk.Run }, new() { Value = failed ? "failed" : "done" },
                    new() { Value = now.UtcDateTime },
                    new() { Value = failed ? DBNull.Value : sum(results).ToArray(), NpgsqlDbType = NpgsqlDbType.Jsonb },
                },
            };
            await end.ExecuteNonQueryAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
    }

    /// <summary>What the chunks gave, in their order. They can be large: only who ends the run reads them.</summary>
    private static async Task<List<ReadOnlyMemory<byte>>> ResultsAsync(NpgsqlConnection connection, RunChunk chunk, CancellationToken cancel)
    {
        await using var select = new NpgsqlCommand(
            "select result from run_chunk where tenant_id = $1 and run_id = $2 and state = 'done' order by number", connection)
        {
            Parameters = { new() { Value = chunk.Tenant.Value }, new() { Value = chunk.Run } },
        };
        var results = new List<ReadOnlyMemory<byte>>();
        await using var reader = await select.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) results.Add(reader.GetFieldValue<byte[]>(0));
        return results;
    }

    private static NpgsqlBatchCommand Of(string sql, RunChunk chunk) =>
        new(sql) { Parameters = { new() { Value = chunk.Tenant.Value }, new() { Value = chunk.Run } } };
}
