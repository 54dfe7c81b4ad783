using CustomerTiering.EventLog.Sql;
using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Append;

/// <summary>One connection with the prepared statements of an append. One batch at a time; after any exception it is thrown away.</summary>
internal sealed class WriterConnection : IAsyncDisposable
{
    /// <summary>How many batches are judged without presuming anything after a repetition or an objection.</summary>
    private const int WaryFor = 32;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlParameter<string> _tenantText = new() { NpgsqlDbType = NpgsqlDbType.Text };
    private readonly NpgsqlParameter<Guid> _tenant = new() { NpgsqlDbType = NpgsqlDbType.Uuid };
    private readonly JudgeParameters _judge = new();
    private readonly NpgsqlBatch _whole;
    private int _wary;

    private WriterConnection(NpgsqlConnection connection)
    {
        _connection = connection;
        var judge = new NpgsqlBatchCommand(SqlText.Judge);
        _judge.AddTo(judge.Parameters);
        _whole = new(connection)
        {
            BatchCommands =
            {
                new("begin"),
                new(SqlText.SetTenant) { Parameters = { _tenantText } },
                new(SqlText.Lock) { Parameters = { _tenant } },
                judge,
                new("commit"),
            },
        };
    }

    internal static async Task<WriterConnection> OpenAsync(NpgsqlDataSource source)
    {
        var connection = await source.OpenConnectionAsync();
        try
        {
            var opened = new WriterConnection(connection);
            await opened._whole.PrepareAsync();
            return opened;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// One round trip: lock, judge, insert, commit. Verdicts are there after the commit was answered. Ids and keys are presumed to be new, which they nearly always
    /// are; where one was not, or anybody is objected to, the batch is judged again with a look at each, and so are the next ones, since such callers come in crowds.
    /// </summary>
    /// <returns>The head's recorded time as it was: where it is above <paramref name="recorded"/> nothing was appended.</returns>
    internal async Task<DateTimeOffset> AppendAsync(TenantId tenant, IReadOnlyList<Pending> batch, DateTimeOffset recorded, List<Verdict> verdicts)
    {
        if (_wary > 0) _wary--;
        else
        {
            try
            {
                var head = await TryAsync(tenant, batch, recorded, verdicts, presume: true);
                if (!verdicts.Exists(verdict => verdict.IsObjection)) return head;
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                await using var rollback = new NpgsqlCommand("rollback", _connection);
                await rollback.ExecuteNonQueryAsync();
            }
            _wary = WaryFor;
        }
        return await TryAsync(tenant, batch, recorded, verdicts, presume: false);
    }

    private async Task<DateTimeOffset> TryAsync(TenantId tenant, IReadOnlyList<Pending> batch, DateTimeOffset recorded, List<Verdict> verdicts, bool presume)
    {
        _tenantText.TypedValue = tenant.ToString();
        _tenant.TypedValue = tenant.Value;
        _judge.Fill(tenant, batch, recorded, presume);
        await using var reader = await _whole.ExecuteReaderAsync();
        await reader.NextResultAsync(); // past the setting
        var head = await reader.ReadAsync() ? reader.GetFieldValue<DateTimeOffset>(1) : throw new UnknownTenantException(tenant);
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
        parameters.Fill(tenant, batch, recorded, presume: false);
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
        await _whole.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<DateTimeOffset> LockAsync(TenantId tenant, NpgsqlTransaction transaction)
    {
        await using var set = new NpgsqlCommand(SqlText.SetTenant, _connection, transaction) { Parameters = { new() { Value = tenant.ToString() } } };
        await set.ExecuteNonQueryAsync();
        await using var @lock = new NpgsqlCommand(SqlText.Lock, _connection, transaction) { Parameters = { new() { Value = tenant.Value } } };
        await using var reader = await @lock.ExecuteReaderAsync();
        return await reader.ReadAsync() ? reader.GetFieldValue<DateTimeOffset>(1) : throw new UnknownTenantException(tenant);
    }

    private static async Task ReadAsync(NpgsqlDataReader reader, List<Verdict> verdicts)
    {
        verdicts.Clear();
        while (await reader.ReadAsync()) verdicts.Add(Verdict.Read(reader));
        while (await reader.NextResultAsync()) { } // the commit's answer: only now is it true
    }
}
