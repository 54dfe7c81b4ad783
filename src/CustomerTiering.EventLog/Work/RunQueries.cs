using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Work;

/// <summary>Reads runs with the counts of their chunks.</summary>
internal static class RunQueries
{
    internal static Task<List<RunProgress>> ReadAsync(
        NpgsqlDataSource source, TenantId tenant, string filter, object value, int limit, bool withResults, CancellationToken cancel) =>
        TenantTransaction.QueryAsync(
            source, tenant, [new(SqlText.Read(typeof(RunQueries), "runs", ("filter", filter)), value, limit, withResults)], Read, cancel);

    private static RunProgress Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), State(row.GetString(2)), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5), row.GetFieldValue<byte[]>(6),
        row.GetFieldValue<DateTimeOffset>(7), row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8),
        row.IsDBNull(9) ? (ReadOnlyMemory<byte>?)null : row.GetFieldValue<byte[]>(9), row.IsDBNull(10) ? null : row.GetString(10));

    private static RunState State(string state) => state switch
    {
        "running" => RunState.Running,
        "done" => RunState.Done,
        "failed" => RunState.Failed,
        "cancelled" => RunState.Cancelled,
        _ => throw new InvalidDataException($"A run can't be in the state '{state}'."),
    };
}
