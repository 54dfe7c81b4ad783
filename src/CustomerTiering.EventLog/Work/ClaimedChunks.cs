using CustomerTiering.EventLog.Sql;
using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Work;

/// <summary>Claims chunks of runs, and gives them back done or failed; the last one ends the run.</summary>
internal static class ClaimedChunks
{
    internal static async Task<(string Kind, RunChunk Chunk)?> ClaimAsync(
        NpgsqlDataSource source, IReadOnlyCollection<string> kinds, DateTimeOffset now, TimeSpan lease, CancellationToken cancel)
    {
        // Not by TenantTransaction: whose chunk it is shows when it is claimed, and the tenant is set afterwards in the same transaction.
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var claim = new NpgsqlCommand(SqlText.Read(typeof(ClaimedChunks), "claim-chunk"), connection)
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
        await using var parameters = TenantTransaction.Batch(
            connection, chunk.Tenant, TenantSettings.None, [new("select parameters from run where tenant_id = $1 and run_id = $2", chunk.Run)]);
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
        EndAsync(
            source, chunk, "chunk-done", [new NpgsqlParameter { Value = result.ToArray(), NpgsqlDbType = NpgsqlDbType.Jsonb }], sum, now, cancel);

    /// <summary>To be tried again at an instant, or, where there is none, failed for good.</summary>
    internal static Task FailedAsync(
        NpgsqlDataSource source, RunChunk chunk, DateTimeOffset? again, string reason,
        Func<IReadOnlyList<ReadOnlyMemory<byte>>, ReadOnlyMemory<byte>> sum, DateTimeOffset now, CancellationToken cancel) =>
        again is { } instant
            ? EndAsync(source, chunk, "chunk-again", [reason, instant.UtcDateTime], sum, now, cancel)
            : EndAsync(source, chunk, "chunk-failed", [reason], sum, now, cancel);

    /// <summary>
    /// The attempt's number is the fence: who was overtaken changes nothing. The run's row is locked first, so that of two last chunks that end at
    /// once the second sees the first, and one of them ends the run.
    /// </summary>
    private static async Task EndAsync(
        NpgsqlDataSource source, RunChunk chunk, string file, object[] values, Func<IReadOnlyList<ReadOnlyMemory<byte>>, ReadOnlyMemory<byte>> sum,
        DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await TenantTransaction.BeginAsync(source, chunk.Tenant, cancel);
        bool running, waiting, failed;
        await using (var reader = await transaction.ReadAsync(
            [
                new("select state = 'running' from run where tenant_id = $1 and run_id = $2 for update", chunk.Run),
                new(SqlText.Read(typeof(ClaimedChunks), file), [chunk.Run, chunk.Number, chunk.Attempt, .. values]),
                new(SqlText.Read(typeof(ClaimedChunks), "count-chunks"), chunk.Run),
            ],
            cancel))
        {
            // The lock gives a result, the update none.
            await reader.ReadAsync(cancel);
            running = reader.GetBoolean(0);
            await reader.NextResultAsync(cancel);
            await reader.ReadAsync(cancel);
            (waiting, failed) = (reader.GetBoolean(0), reader.GetBoolean(1));
        }
        if (running && !waiting)
        {
            var result = failed ? (object)DBNull.Value : sum(await ResultsAsync(transaction, chunk, cancel)).ToArray();
            await transaction.ExecuteAsync(
                [
                    new(
                        "update run set state = $3, ended = $4, result = $5 where tenant_id = $1 and run_id = $2", chunk.Run,
                        failed ? "failed" : "done",
                        now.UtcDateTime, new NpgsqlParameter { Value = result, NpgsqlDbType = NpgsqlDbType.Jsonb }),
                ],
                cancel);
        }
        await transaction.CommitAsync(cancel);
    }

    /// <summary>What the chunks gave, in their order. They can be large: only who ends the run reads them.</summary>
    private static Task<List<ReadOnlyMemory<byte>>> ResultsAsync(TenantTransaction transaction, RunChunk chunk, CancellationToken cancel) =>
        transaction.QueryAsync(
            [new("select result from run_chunk where tenant_id = $1 and run_id = $2 and state = 'done' order by number", chunk.Run)],
            row => (ReadOnlyMemory<byte>)row.GetFieldValue<byte[]>(0), cancel);
}
