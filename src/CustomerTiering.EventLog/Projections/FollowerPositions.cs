using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>Reads and moves the positions of followers.</summary>
internal static class FollowerPositions
{
    internal static Task<List<FollowerStatus>> AllAsync(NpgsqlDataSource source, TenantId tenant, CancellationToken cancel) =>
        TenantTransaction.QueryAsync(source, tenant, [new(SqlText.Read(typeof(FollowerPositions), "followers"))], Status, cancel);

    internal static Task BeginAsync(NpgsqlDataSource source, TenantId tenant, IReadOnlyCollection<string> names, CancellationToken cancel) =>
        TenantTransaction.ExecuteAsync(source, tenant, [new(SqlText.Read(typeof(FollowerPositions), "begin-followers"), names.ToArray())], cancel);

    internal static Task<int> RetryAsync(NpgsqlDataSource source, TenantId tenant, IReadOnlyCollection<string> names, CancellationToken cancel) =>
        TenantTransaction.ExecuteAsync(source, tenant, [new(SqlText.Read(typeof(FollowerPositions), "retry-followers"), names.ToArray())], cancel);

    /// <summary>The fence: moves the position only from where this worker started. Returns whether it moved.</summary>
    internal static async Task<bool> MoveAsync(NpgsqlDataSource source, TenantId tenant, string name, long from, long to, CancellationToken cancel) =>
        (await MoveAsync(source, tenant, [name], from, to, cancel)).Count == 1;

    /// <summary>
    /// Moves each of several followers that is at <paramref name="from"/>. Does not wait for the disk: after a lost move, events are handled again.
    /// </summary>
    /// <returns>The followers that were moved.</returns>
    internal static async Task<HashSet<string>> MoveAsync(
        NpgsqlDataSource source, TenantId tenant, IReadOnlyCollection<string> names, long from, long to, CancellationToken cancel) =>
        [.. await TenantTransaction.QueryAsync(
            source, tenant, TenantSettings.FoldedState, [new(SqlText.Read(typeof(FollowerPositions), "move-followers"), names.ToArray(), from, to)],
            row => row.GetString(0), cancel)];

    internal static Task<int> StopAsync(
        NpgsqlDataSource source, TenantId tenant, string name, long position, long at, string reason, CancellationToken cancel) =>
        TenantTransaction.ExecuteAsync(
            source, tenant, [new(SqlText.Read(typeof(FollowerPositions), "stop-follower"), name, position, at, reason)], cancel);

    private static FollowerStatus Status(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3), row.IsDBNull(4) ? null : row.GetString(4));
}
