using CustomerTiering.EventLog.Projections;
using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Work;

/// <summary>Long work as a resource: made with its pieces, watched, cancelled. Done by <see cref="RunWorker"/>.</summary>
/// <param name="source">The database, as the runtime role.</param>
public sealed class Runs(NpgsqlDataSource source)
{
    /// <summary>Makes a run, unless one of this id is there already.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="run">Its id; the same again makes nothing.</param>
    /// <param name="kind">What is done.</param>
    /// <param name="parameters">What is asked for, JSON without personal data.</param>
    /// <param name="chunks">Its pieces in the order in which they are begun, JSON without personal data; with none it is done at once.</param>
    /// <param name="now">When it is asked for.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <returns>Whether it was made now.</returns>
    public async Task<bool> CreateAsync(
        TenantId tenant, Guid run, string kind, ReadOnlyMemory<byte> parameters, IReadOnlyList<ReadOnlyMemory<byte>> chunks, DateTimeOffset now,
        CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                TenantScope.Set(tenant),
                new(
                    """
                    with made as (
                      insert into run (tenant_id, run_id, kind, state, parameters, created, ended, chunks)
                      values ($1, $2, $3, case cardinality($5) when 0 then 'done' else 'running' end, $4, $6,
                        case cardinality($5) when 0 then $6 end, cardinality($5))
                      on conflict do nothing returning run_id),
                    pieces as (
                      insert into run_chunk (tenant_id, run_id, number, kind, payload, state)
                      select $1, made.run_id, c.number, $3, c.payload, 'waiting'
                      from made, unnest($5) with ordinality as c (payload, number))
                    select count(*) from made
                    """)
                {
                    Parameters =
                    {
                        new() { Value = tenant.Value },
                        new() { Value = run },
                        new() { Value = kind },
                        new() { Value = parameters.ToArray(), NpgsqlDbType = NpgsqlDbType.Jsonb },
                        new() { Value = chunks.Select(chunk => chunk.ToArray()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
                        new() { Value = now.UtcDateTime },
                    },
                },
            },
        };
        await using (var reader = await batch.ExecuteReaderAsync(cancel))
        {
            await reader.NextResultAsync(cancel);
            await reader.ReadAsync(cancel);
            if (reader.GetInt64(0) == 0) return false;
        }
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Where a run stands; null where there is none.</summary>
    public async Task<RunProgress?> FindAsync(TenantId tenant, Guid run, CancellationToken cancel) =>
        (await RunQueries.ReadAsync(source, tenant, "and r.run_id = $2", run, 1, withResults: true, cancel)).FirstOrDefault();

    /// <summary>The latest runs of a kind, the newest first, without their results.</summary>
    public Task<List<RunProgress>> LatestAsync(TenantId tenant, string kind, int limit, CancellationToken cancel) =>
        RunQueries.ReadAsync(source, tenant, "and r.kind = $2", kind, limit, withResults: false, cancel);

    /// <summary>Cancels what is not begun yet. A chunk in work ends, and is counted.</summary>
    /// <returns>Whether it was running.</returns>
    public async Task<bool> CancelAsync(TenantId tenant, Guid run, DateTimeOffset now, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                TenantScope.Set(tenant),
                new("update run set state = 'cancelled', ended = $3 where tenant_id = $1 and run_id = $2 and state = 'running' returning 1")
                {
                    Parameters = { new() { Value = tenant.Value }, new() { Value = run }, new() { Value = now.UtcDateTime } },
                },
                new("update run_chunk set state = 'cancelled' where tenant_id = $1 and run_id = $2 and state = 'waiting' and leased_until is null")
                {
                    Parameters = { new() { Value = tenant.Value }, new() { Value = run } },
                },
            },
        };
        bool cancelled;
        await using (var reader = await batch.ExecuteReaderAsync(cancel))
        {
            await reader.NextResultAsync(cancel);
            cancelled = await reader.ReadAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
        return cancelled;
    }
}
