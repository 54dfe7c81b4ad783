using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Append;

/// <summary>One connection with the prepared statements of an append. One batch at a time; after any exception it is thrown away.</summary>
internal sealed class WriterConnection : IAsyncDisposable
{
    /// <summary>How many batches are judged without presuming anything after a repetition or an objection.</summary>
    private const int WaryFor = 32;

    private readonly NpgsqlConnection _connection;
    private readonly PresumedParameters _presume = new();
    private readonly JudgeParameters _judge = new();
    private readonly LockedBatch _presumed, _judged;
    private int _wary;

    private WriterConnection(NpgsqlConnection connection)
    {
        _connection = connection;
        _presumed = new(connection, SqlText.Presumed, _presume.AddTo);
        _judged = new(connection, SqlText.Judge, _judge.AddTo);
    }

    internal static async Task<WriterConnection> OpenAsync(NpgsqlDataSource source)
    {
        var connection = await source.OpenConnectionAsync();
        try
        {
            var opened = new WriterConnection(connection);
            await opened._presumed.PrepareAsync();
            await opened._judged.PrepareAsync();
            return opened;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// One round trip: lock, insert, commit. Verdicts are there after the commit was answered. A batch is presumed to be as it nearly always is, with nothing to object to;
    /// where that does not hold nothing is appended, and the batch is judged caller by caller, and so are the next ones, since such callers come in crowds.
    /// </summary>
    /// <returns>The head's recorded time as it was: where it is above <paramref name="recorded"/> nothing was appended.</returns>
    internal async Task<DateTimeOffset> AppendAsync(TenantId tenant, IReadOnlyList<Pending> batch, DateTimeOffset recorded, List<Verdict> verdicts)
    {
        if (_wary > 0) _wary--;
        else if (PresumedParameters.Suit(batch))
        {
            try
            {
                var head = await PresumeAsync(tenant, batch, recorded, verdicts);
                if (head > recorded || verdicts.Count > 0) return head;
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                // Rolled back; whose it is, the judge tells.
            }
            _wary = WaryFor;
        }
        return await JudgeAsync(tenant, batch, recorded, verdicts);
    }

    private async Task<DateTimeOffset> PresumeAsync(TenantId tenant, IReadOnlyList<Pending> batch, DateTimeOffset recorded, List<Verdict> verdicts)
    {
        var count = _presume.Fill(tenant, batch, recorded);
        await using var reader = await _presumed.ExecuteAsync(tenant);
        var (before, head) = await HeadAsync(reader, tenant);
        await CommittedAsync(reader);
        verdicts.Clear();
        if (reader.RecordsAffected != count) return head;
        foreach (var pending in batch)
        {
            verdicts.Add(Verdict.Accepted(before));
            before += pending.Leaves.Length;
        }
        return head;
    }

    private async Task<DateTimeOffset> JudgeAsync(TenantId tenant, IReadOnlyList<Pending> batch, DateTimeOffset recorded, List<Verdict> verdicts)
    {
        _judge.Fill(tenant, batch, recorded);
        await using var reader = await _judged.ExecuteAsync(tenant);
        var (_, head) = await HeadAsync(reader, tenant);
        await reader.NextResultAsync();
        await ReadAsync(reader, verdicts);
        return head;
    }

    /// <summary>As <see cref="AppendAsync"/>, but stamps under the lock: for a clock that stands behind the log's.</summary>
    /// <returns>The recorded time that was stamped.</returns>
    internal async Task<DateTimeOffset> AppendUnderLockAsync(
        TenantId tenant, IReadOnlyList<Pending> batch, Func<DateTimeOffset, DateTimeOffset> stamp, List<Verdict> verdicts)
    {
        await using var transaction = await _connection.BeginTransactionAsync();
        var recorded = stamp(await LockAsync(tenant, transaction));
        var parameters = new JudgeParameters();
        parameters.Fill(tenant, batch, recorded);
        await using var judge = new NpgsqlCommand(SqlText.Judge, _connection, transaction);
        parameters.AddTo(judge.Parameters);
        await using (var reader = await judge.ExecuteReaderAsync()) await ReadAsync(reader, verdicts);
        await transaction.CommitAsync();
        return recorded;
    }

    /// <summary>Where each event of these ids is, with its leaf hash; whoever was appending to the tenant has ended by then.</summary>
    internal async Task<Dictionary<Guid, (long Position, byte[] Hash)>> FindAsync(TenantId tenant, Guid[] ids)
    {
        await using var transaction = await _connection.BeginTransactionAsync();
        await LockAsync(tenant, transaction);
        await using var find = new NpgsqlCommand(SqlText.Find, _connection, transaction)
        {
            Parameters = { new() { Value = tenant.Value }, new() { Value = ids } },
        };
        var found = new Dictionary<Guid, (long, byte[])>();
        await using var reader = await find.ExecuteReaderAsync();
        while (await reader.ReadAsync()) found.Add(reader.GetGuid(0), (reader.GetInt64(1), reader.GetFieldValue<byte[]>(2)));
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await _presumed.DisposeAsync();
        await _judged.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<DateTimeOffset> LockAsync(TenantId tenant, NpgsqlTransaction transaction)
    {
        await using var @lock = new NpgsqlCommand(SqlText.Lock, _connection, transaction) { Parameters = { new() { Value = tenant.Value } } };
        await using var reader = await @lock.ExecuteReaderAsync();
        return (await HeadAsync(reader, tenant)).Recorded;
    }

    private static async Task<(long Position, DateTimeOffset Recorded)> HeadAsync(NpgsqlDataReader reader, TenantId tenant) =>
        await reader.ReadAsync() ? (reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1)) : throw new UnknownTenantException(tenant);

    private static async Task ReadAsync(NpgsqlDataReader reader, List<Verdict> verdicts)
    {
        verdicts.Clear();
        while (await reader.ReadAsync()) verdicts.Add(Verdict.Read(reader));
        await CommittedAsync(reader);
    }

    /// <summary>Reads to the end of what the server has to say: only now is it true.</summary>
    private static async Task CommittedAsync(NpgsqlDataReader reader)
    {
        while (await reader.NextResultAsync()) { }
    }
}
