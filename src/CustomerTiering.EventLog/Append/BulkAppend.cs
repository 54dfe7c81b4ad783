using CustomerTiering.EventLog.Sql;
using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Append;

/// <summary>One bulk append in one transaction: lock and look up, judge here, copy into a temporary table, insert from it.</summary>
internal sealed class BulkAppend(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>The outcomes in the order of the requests, after the commit.</summary>
    internal async Task<AppendOutcome[]> RunAsync(TenantId tenant, IReadOnlyList<Pending> requests, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var known = await BulkKnown.ReadAsync(connection, transaction, tenant, requests);
        Stamp(requests, known.Recorded);
        var judge = new BulkJudge(known);
        var outcomes = new AppendOutcome[requests.Count];
        for (var i = 0; i < outcomes.Length; i++) outcomes[i] = judge.Judge(requests[i]);
        await CopyAsync(connection, transaction, judge.Events, cancellation);
        await InsertAsync(connection, transaction, tenant, known.Position, requests, judge, cancellation);
        await transaction.CommitAsync(CancellationToken.None); // from here on it is done, or nobody knows
        return outcomes;
    }

    /// <summary>Stamps what is not stamped yet, or was before the head's time: who repeats after a lost commit must know its own leaves again.</summary>
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

    private static async Task CopyAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, List<AcceptedEvent> events, CancellationToken cancellation)
    {
        if (events.Count == 0) return;
        await using (var table = new NpgsqlCommand(SqlText.BulkTable, connection, transaction)) await table.ExecuteNonQueryAsync(cancellation);
        await using var copy = await connection.BeginBinaryImportAsync(SqlText.BulkCopy, cancellation);
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
        NpgsqlConnection connection, NpgsqlTransaction transaction, TenantId tenant, long position, IReadOnlyList<Pending> requests, BulkJudge judge,
        CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection, transaction) { Timeout = 0 };
        var recorded = requests.Count == 0 ? default : requests[0].Recorded;
        if (judge.Events.Count > 0)
        {
            batch.BatchCommands.Add(BulkKnown.Command(SqlText.BulkInsert, tenant.Value, recorded));
            batch.BatchCommands.Add(BulkKnown.Command(SqlText.BulkMove, tenant.Value, position, recorded));
        }
        if (judge.Closing.Count > 0) batch.BatchCommands.Add(BulkKnown.Command(SqlText.BulkClose, tenant.Value, judge.Closing.ToArray()));
        if (judge.Keys.Count > 0)
        {
            batch.BatchCommands.Add(BulkKnown.Command(
                SqlText.BulkKeep,
                tenant.Value,
                recorded,
                judge.Keys.Select(kept => kept.Key.Scope).ToArray(),
                judge.Keys.Select(kept => kept.Key.Key).ToArray(),
                judge.Keys.Select(kept => kept.Key.Fingerprint).ToArray(),
                judge.Keys.Select(kept => kept.Key.Outcome).ToArray(),
                judge.Keys.Select(kept => kept.FirstPosition).ToArray(),
                judge.Keys.Select(kept => kept.Count).ToArray()));
        }
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancellation);
    }
}
