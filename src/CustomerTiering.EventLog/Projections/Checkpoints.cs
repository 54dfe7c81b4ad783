using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>Reads and updates the checkpoints of projections.</summary>
internal static class Checkpoints
{
    /// <summary>All generations of all projections of a tenant, with the head of its log, in one snapshot.</summary>
    internal static Task<List<ProjectionStatus>> AllAsync(NpgsqlDataSource source, TenantId tenant, CancellationToken cancel) =>
        TenantTransaction.QueryAsync(source, tenant, [new(SqlText.Read(typeof(Checkpoints), "checkpoints"))], Status, cancel);

    /// <summary>Creates the first generation of projections that have none. Idempotent, also if two workers do it concurrently.</summary>
    internal static Task BeginAsync(NpgsqlDataSource source, TenantId tenant, IReadOnlyCollection<string> names, CancellationToken cancel) =>
        TenantTransaction.ExecuteAsync(source, tenant, [new(SqlText.Read(typeof(Checkpoints), "begin-projections"), names.ToArray())], cancel);

    /// <summary>Resumes stopped projections at the event that stopped them.</summary>
    internal static Task<int> RetryAsync(NpgsqlDataSource source, TenantId tenant, IReadOnlyCollection<string> names, CancellationToken cancel) =>
        TenantTransaction.ExecuteAsync(source, tenant, [new(SqlText.Read(typeof(Checkpoints), "retry-projections"), names.ToArray())], cancel);

    private static ProjectionStatus Status(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetInt32(1), row.GetBoolean(2), row.GetInt64(3), row.GetInt64(4), State(row.GetString(5)),
        row.IsDBNull(6) ? null : row.GetInt64(6), row.IsDBNull(7) ? null : row.GetString(7));

    private static ProjectionState State(string state) => state switch
    {
        "running" => ProjectionState.Running,
        "stopped" => ProjectionState.Stopped,
        "rebuilding" => ProjectionState.Rebuilding,
        "retired" => ProjectionState.Retired,
        _ => throw new InvalidDataException($"A projection can't be in the state '{state}'."),
    };
}
