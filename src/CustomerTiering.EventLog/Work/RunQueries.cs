using CustomerTiering.EventLog.Projections;
using Npgsql;

namespace CustomerTiering.EventLog.Work;

/// <summary>Reads runs with the counts of their chunks.</summary>
internal static class RunQueries
{
    internal static async Task<List<RunProgress>> ReadAsync(
        NpgsqlDataSource source, TenantId tenant, string filter, object value, int limit, bool withResults, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                TenantScope.Set(tenant),
                new(
                    $"""
                    select r.run_id, r.kind, r.state, r.chunks, c.done, c.failed, r.parameters, r.created, r.ended, case when $4 then r.result end, c.failure
                    from run r, lateral (
                      select count(*) filter (where state = 'done')::int as done, count(*) filter (where state = 'failed')::int as failed,
                        min(failure) filter (where state = 'failed') as failure
                      from run_chunk where tenant_id = r.tenant_id and run_id = r.run_id) c
                    where r.tenant_id = $1 {filter}
                    order by r.created desc, r.run_id limit $3
                    """)
                {
                    Parameters = { new() { Value = tenant.Value }, new() { Value = value }, new() { Value = limit }, new() { Value = withResults } },
                },
            },
        };
        var runs = new List<RunProgress>();
        await using (var reader = await batch.ExecuteReaderAsync(cancel))
        {
            await reader.NextResultAsync(cancel);
            while (await reader.ReadAsync(cancel)) runs.Add(Read(reader));
        }
        await transaction.CommitAsync(cancel);
        return runs;
    }

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
