using CustomerTiering.EventLog.Sql;
using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Work;

/// <summary>Long-running jobs as a resource: create, watch, cancel. <see cref="RunWorker"/> executes them.</summary>
/// <param name="source">Connections of the runtime role.</param>
public sealed class Runs(NpgsqlDataSource source)
{
    /// <summary>
    /// Creates a run, unless one with this id exists. Parameters and chunks are JSON without personal data. Chunks are started in order; a run
    /// without chunks is done at once.
    /// </summary>
    /// <returns>Whether it was created now.</returns>
    public async Task<bool> CreateAsync(
        TenantId tenant, Guid run, string kind, ReadOnlyMemory<byte> parameters, IReadOnlyList<ReadOnlyMemory<byte>> chunks, DateTimeOffset now,
        CancellationToken cancel) =>
        (await TenantTransaction.QueryAsync(
            source, tenant,
            [
                new(
                    SqlText.Read(typeof(Runs), "create-run"), run, kind,
                    new NpgsqlParameter { Value = parameters.ToArray(), NpgsqlDbType = NpgsqlDbType.Jsonb },
                    new NpgsqlParameter
                    {
                        Value = chunks.Select(chunk => chunk.ToArray()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
                    },
                    now.UtcDateTime),
            ],
            row => row.GetInt64(0) == 1, cancel))[0];

    /// <summary>The run with this id, or null.</summary>
    public async Task<RunProgress?> FindAsync(TenantId tenant, Guid run, CancellationToken cancel) =>
        (await RunQueries.ReadAsync(source, tenant, "and r.run_id = $2", run, 1, withResults: true, cancel)).FirstOrDefault();

    /// <summary>The latest runs of a kind, newest first, without their results.</summary>
    public Task<List<RunProgress>> LatestAsync(TenantId tenant, string kind, int limit, CancellationToken cancel) =>
        RunQueries.ReadAsync(source, tenant, "and r.kind = $2", kind, limit, withResults: false, cancel);

    /// <summary>Cancels a run's waiting chunks. A chunk in progress completes, and is counted.</summary>
    /// <returns>Whether the run was running.</returns>
    public async Task<bool> CancelAsync(TenantId tenant, Guid run, DateTimeOffset now, CancellationToken cancel) =>
        (await TenantTransaction.QueryAsync(
            source, tenant,
            [
                new(SqlText.Read(typeof(Runs), "cancel-run"), run, now.UtcDateTime),
                new(SqlText.Read(typeof(Runs), "cancel-chunks"), run),
            ],
            row => row.GetBoolean(0), cancel)).Count == 1;
}
