using CustomerTiering.EventLog.Sql;
using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Append;

/// <summary>One bulk append in one transaction: lock and look up, judge in memory, copy into a temporary table, insert from it.</summary>
internal sealed class BulkAppend(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>The outcomes in the order of the requests, after the commit.</summary>
    internal async Task<AppendOutcome[]> RunAsync(TenantId tenant, IReadOnlyList<Pending> requests, CancellationToken cancellation)
    {
        await using var transaction = await TenantTransaction.BeginAsync(source, tenant, cancellation);
        var known = await BulkKnown.ReadAsync(transaction, tenant, requests);
        Stamp(requests, known.Recorded);
        var judge = new BulkJudge(known);
        var outcomes = new AppendOutcome[requests.Count];
        for (var i = 0; i < outcomes.Length; i++) outcomes[i] = judge.Judge(requests[i]);
        await CopyAsync(transaction.Connection, judge.Events, cancellation);
        await InsertAsync(transaction, known.Position, requests, judge, cancellation);
        await transaction.CommitAsync(CancellationToken.None); // from here on the outcome is committed or unknown
        return outcomes;
    }

    /// <summary>A retry after a lost commit keeps its stamp, unless the head is later, so that it recognises its own leaves.</summary>
    private void Stamp(IReadOnlyList<Pending> requests, DateTimeOffset newest)
    {
        if (requests.Count == 0) return;
        var now = Micros.Of(time.GetUtcNow());
        var recorded = requests[0].Uncertain && requests[0].Recorded >= newest ? requests[0].Recorded : now < newest ? newest : now;
        Several.Do(requests.Count, i =>
        {
            if (requests[i].Recorded != recorded) requests[i].Stamp(recorded);
        });
    }

    private static async Task CopyAsync(NpgsqlConnection connection, List<AcceptedEvent> events, CancellationToken cancellation)
    {
        if (events.Count == 0) return;
        await using (var table = new NpgsqlCommand(SqlText.Read(typeof(BulkAppend), "bulk-table"), connection))
            await table.ExecuteNonQueryAsync(cancellation);
        await using var copy = await connection.BeginBinaryImportAsync(SqlText.Read(typeof(BulkAppend), "bulk-copy"), cancellation);
        foreach (var (position, stream, version, item, leaf) in events)
        {
            await copy.StartRowAsync(cancellation);
            await copy.WriteAsync(position, NpgsqlDbType.Bigint, cancellation);
            await copy.WriteAsync(stream, NpgsqlDbType.Text, cancellation);
            await copy.WriteAsync(version, NpgsqlDbType.Integer, cancellation);
            await copy.WriteAsync(item.Id, NpgsqlDbType.Uuid, cancellation);
            await copy.WriteAsync(item.Type, NpgsqlDbType.Text, cancellation);
            await copy.WriteAsync(item.Schema, NpgsqlDbType.Integer, cancellation);
            if (item.Subject is { } subject) await copy.WriteAsync(subject, NpgsqlDbType.Uuid, cancellation);
            else await copy.WriteNullAsync(cancellation);
            await copy.WriteAsync(Micros.Of(item.Effective), NpgsqlDbType.TimestampTz, cancellation);
            await copy.WriteAsync(leaf.Bytes, NpgsqlDbType.Bytea, cancellation);
            await copy.WriteAsync(leaf.Hash, NpgsqlDbType.Bytea, cancellation);
            await copy.WriteAsync(item.Content, NpgsqlDbType.Bytea, cancellation);
        }
        await copy.CompleteAsync(cancellation);
    }

    private static async Task InsertAsync(
        TenantTransaction transaction, long position, IReadOnlyList<Pending> requests, BulkJudge judge, CancellationToken cancellation)
    {
        var statements = new List<TenantStatement>();
        var recorded = requests.Count == 0 ? default : requests[0].Recorded;
        if (judge.Events.Count > 0)
        {
            statements.Add(new(SqlText.Read(typeof(BulkAppend), "bulk-insert"), recorded));
            statements.Add(new("update log_head set position = $2, recorded = $3 where tenant_id = $1", position, recorded));
        }
        if (judge.Closing.Count > 0)
        {
            statements.Add(new(
                "insert into stream_closed (tenant_id, stream) select $1, stream from unnest($2::text[]) as stream", judge.Closing.ToArray()));
        }
        if (judge.Keys.Count > 0)
        {
            statements.Add(new(
                SqlText.Read(typeof(BulkAppend), "bulk-keep"),
                recorded,
                judge.Keys.Select(kept => kept.Key.Scope).ToArray(),
                judge.Keys.Select(kept => kept.Key.Key).ToArray(),
                judge.Keys.Select(kept => kept.Key.Fingerprint).ToArray(),
                judge.Keys.Select(kept => kept.Key.Outcome).ToArray(),
                judge.Keys.Select(kept => kept.FirstPosition).ToArray(),
                judge.Keys.Select(kept => kept.Count).ToArray()));
        }
        if (statements.Count > 0) await transaction.ExecuteAsync(statements, timeout: 0, cancellation);
    }
}
