using CustomerTiering.EventLog.Sql;
using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Work;

/// <summary>Claims chunks of runs, and records their end; the last chunk ends the run.</summary>
internal static class ClaimedChunks
{
    internal static async Task<(string Kind, RunChunk Chunk)?> ClaimAsync(
        NpgsqlDataSource source, IReadOnlyCollection<string> kinds, DateTimeOffset now, TimeSpan lease, CancellationToken cancel)
    {
        // Not by TenantTransaction: the claim reveals the chunk's tenant, which is then set in the same transaction.
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

    /// <summary>Schedules a retry at <paramref name="again"/>, or marks the chunk as failed for good if it is null.</summary>
    internal static Task FailedAsync(
        NpgsqlDataSource source, RunChunk chunk, DateTimeOffset? again, string reason,
        Func<IReadOnlyList<ReadOnlyMemory<byte>>, ReadOnlyMemory<byte>> sum, DateTimeOffset now, CancellationToken cancel) =>
        again is { } instant
            ? EndAsync(source, chunk, "chunk-again", [reason, instant.UtcDateTime], sum, now, cancel)
            : EndAsync(source, chunk, "chunk-failed", [reason], sum, now, cancel);

    /// <summary>
    /// The attempt number is the fence: an overtaken worker changes nothing. The run's row is locked first, so that of two last chunks that end
    /// concurrently the second sees the first and ends the run.
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
            // The lock returns a result, the update does not.
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

    /// <summary>The chunks' results in order. They can be large, so they are read only to end the run.</summary>
    private static Task<List<ReadOnlyMemory<byte>>> ResultsAsync(TenantTransaction transaction, RunChunk chunk, CancellationToken cancel) =>
        transaction.QueryAsync(
            [new("select result from run_chunk where tenant_id = $1 and run_id = $2 and state = 'done' order by number", chunk.Run)],
            row => (ReadOnlyMemory<byte>)row.GetFieldValue<byte[]>(0), cancel);
}
