using CustomerTiering.EventLog.Sql;
using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Work;

/// <summary>Long work as a resource: made with its pieces, watched, cancelled. Done by <see cref="RunWorker"/>.</summary>
/// <param name="source">The database, as the runtime role.</param>
public sealed class Runs(NpgsqlDataSource source)
{
    /// <summary>Makes a run, unless one of this id is there already.</summary>
    /// <param name="run">Its id; the same again makes nothing.</param>
    /// <param name="kind">What is done.</param>
    /// <param name="parameters">What is asked for, JSON without personal data.</param>
    /// <param name="chunks">Its pieces in the order in which they are begun, JSON without personal data; with none it is done at once.</param>
    /// <param name="now">When it is asked for.</param>
    /// <returns>Whether it was made now.</returns>
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

    /// <summary>Where a run stands; null where there is none.</summary>
    public async Task<RunProgress?> FindAsync(TenantId tenant, Guid run, CancellationToken cancel) =>
        (await RunQueries.ReadAsync(source, tenant, "and r.run_id = $2", run, 1, withResults: true, cancel)).FirstOrDefault();

    /// <summary>The latest runs of a kind, the newest first, without their results.</summary>
    public Task<List<RunProgress>> LatestAsync(TenantId tenant, string kind, int limit, CancellationToken cancel) =>
        RunQueries.ReadAsync(source, tenant, "and r.kind = $2", kind, limit, withResults: false, cancel);

    /// <summary>Cancels what is not begun yet. A chunk in work ends, and is counted.</summary>
    /// <returns>Whether it was running.</returns>
    public async Task<bool> CancelAsync(TenantId tenant, Guid run, DateTimeOffset now, CancellationToken cancel) =>
        (await TenantTransaction.QueryAsync(
            source, tenant,
            [
                new(SqlText.Read(typeof(Runs), "cancel-run"), run, now.UtcDateTime),
                new(SqlText.Read(typeof(Runs), "cancel-chunks"), run),
            ],
            row => row.GetBoolean(0), cancel)).Count == 1;
}
