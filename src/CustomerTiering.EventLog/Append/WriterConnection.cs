using CustomerTiering.EventLog.Sql;
using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Append;

/// <summary>
/// One connection with its prepared append statements. It runs one batch at a time, and is discarded after any exception. It bypasses
/// <see cref="TenantTransaction"/>: its statements are prepared once, and those that lock the head (<c>lock.sql</c>, <c>move.sql</c>) also set the
/// tenant, which saves a statement.
/// </summary>
internal sealed class WriterConnection : IAsyncDisposable
{
    /// <summary>How many batches after a repetition or objection skip the optimistic insert.</summary>
    private const int WaryFor = 32;

    private static readonly string Judge = SqlText.Read(typeof(WriterConnection), "judge");
    private static readonly string Lock = SqlText.Read(typeof(WriterConnection), "lock");

    private readonly NpgsqlConnection _connection;
    private readonly PresumedBatch _plain, _keyed;
    private readonly NpgsqlParameter<Guid> _tenant = new() { NpgsqlDbType = NpgsqlDbType.Uuid };
    private readonly JudgeParameters _judge = new();
    private readonly NpgsqlBatch _judged;
    private int _wary;

    private WriterConnection(NpgsqlConnection connection)
    {
        _connection = connection;
        var known = new KnownVersions();
        _plain = new(connection, known, keyed: false);
        _keyed = new(connection, known, keyed: true);
        var judge = new NpgsqlBatchCommand(Judge);
        _judge.AddTo(judge.Parameters);
        _judged = new(connection) { BatchCommands = { new(Lock) { Parameters = { _tenant } }, judge } };
    }

    internal static async Task<WriterConnection> OpenAsync(NpgsqlDataSource source)
    {
        var connection = await source.OpenConnectionAsync();
        try
        {
            var opened = new WriterConnection(connection);
            await opened._plain.PrepareAsync();
            await opened._keyed.PrepareAsync();
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
    /// Appends in one round trip; verdicts are given after the commit. The batch is first inserted optimistically, assuming that no caller is
    /// rejected. If that fails, nothing is appended, and this batch and the next ones are judged caller by caller, since rejections come in clusters.
    /// </summary>
    /// <returns>False if the head is later than <paramref name="recorded"/>; then nothing was appended.</returns>
    internal async Task<bool> AppendAsync(TenantId tenant, IReadOnlyList<Pending> batch, DateTimeOffset recorded, List<Verdict> verdicts)
    {
        verdicts.Clear();
        if (_wary > 0) _wary--;
        else if (PresumedParameters.Suit(batch))
        {
            var keyed = batch.Any(pending => pending.Request.Idempotency is not null);
            if (await (keyed ? _keyed : _plain).AppendAsync(tenant, batch, recorded) is { } before)
            {
                foreach (var pending in batch)
                {
                    verdicts.Add(Verdict.Accepted(before));
                    before += pending.Leaves.Length;
                }
                return true;
            }
            _wary = WaryFor;
        }
        return await JudgeAsync(tenant, batch, recorded, verdicts);
    }

    private async Task<bool> JudgeAsync(TenantId tenant, IReadOnlyList<Pending> batch, DateTimeOffset recorded, List<Verdict> verdicts)
    {
        _judge.Fill(tenant, batch, recorded);
        _tenant.TypedValue = tenant.Value;
        await using var reader = await _judged.ExecuteReaderAsync();
        var head = await HeadAsync(reader, tenant);
        await reader.NextResultAsync();
        await ReadAsync(reader, verdicts);
        return head <= recorded;
    }

    /// <summary>As <see cref="AppendAsync"/>, but stamps under the lock: for a clock that is behind the log's head.</summary>
    /// <returns>The recorded time.</returns>
    internal async Task<DateTimeOffset> AppendUnderLockAsync(
        TenantId tenant, IReadOnlyList<Pending> batch, Func<DateTimeOffset, DateTimeOffset> stamp, List<Verdict> verdicts)
    {
        await using var transaction = await _connection.BeginTransactionAsync();
        var recorded = stamp(await LockAsync(tenant, transaction));
        var parameters = new JudgeParameters();
        parameters.Fill(tenant, batch, recorded);
        await using var judge = new NpgsqlCommand(Judge, _connection, transaction);
        parameters.AddTo(judge.Parameters);
        await using (var reader = await judge.ExecuteReaderAsync()) await ReadAsync(reader, verdicts);
        await transaction.CommitAsync();
        return recorded;
    }

    /// <summary>Position and leaf hash of the events of these ids. Takes the head's lock, so any concurrent append has ended.</summary>
    internal async Task<Dictionary<Guid, (long Position, byte[] Hash)>> FindAsync(TenantId tenant, Guid[] ids)
    {
        await using var transaction = await _connection.BeginTransactionAsync();
        await LockAsync(tenant, transaction);
        await using var find = new NpgsqlCommand(SqlText.Read(typeof(WriterConnection), "find"), _connection, transaction)
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
        await _plain.DisposeAsync();
        await _keyed.DisposeAsync();
        await _judged.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<DateTimeOffset> LockAsync(TenantId tenant, NpgsqlTransaction transaction)
    {
        await using var @lock = new NpgsqlCommand(Lock, _connection, transaction) { Parameters = { new() { Value = tenant.Value } } };
        await using var reader = await @lock.ExecuteReaderAsync();
        return await HeadAsync(reader, tenant);
    }

    private static async Task<DateTimeOffset> HeadAsync(NpgsqlDataReader reader, TenantId tenant) =>
        await reader.ReadAsync() ? reader.GetFieldValue<DateTimeOffset>(1) : throw new UnknownTenantException(tenant);

    private static async Task ReadAsync(NpgsqlDataReader reader, List<Verdict> verdicts)
    {
        verdicts.Clear();
        while (await reader.ReadAsync()) verdicts.Add(Verdict.Read(reader));
        while (await reader.NextResultAsync()) { } // read up to the commit's answer: only then is it certain
    }
}
