using CustomerTiering.EventLog.Sql;
using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Append;

/// <summary>
/// The lock of a tenant's head and one statement after it, prepared, in one round trip. A transaction without begin and commit: the server begins it with the lock, and
/// commits before it answers that the batch has come to its end.
/// </summary>
internal sealed class LockedBatch : IAsyncDisposable
{
    private readonly NpgsqlParameter<Guid> _tenant = new() { NpgsqlDbType = NpgsqlDbType.Uuid };
    private readonly NpgsqlBatch _batch;

    /// <param name="connection">Where.</param>
    /// <param name="statement">What comes after the lock.</param>
    /// <param name="addTo">Adds the statement's parameters.</param>
    internal LockedBatch(NpgsqlConnection connection, string statement, Action<NpgsqlParameterCollection> addTo)
    {
        var after = new NpgsqlBatchCommand(statement);
        addTo(after.Parameters);
        _batch = new(connection) { BatchCommands = { new(SqlText.Lock) { Parameters = { _tenant } }, after } };
    }

    internal Task PrepareAsync() => _batch.PrepareAsync();

    /// <summary>The head as the lock found it is the first result.</summary>
    internal Task<NpgsqlDataReader> ExecuteAsync(TenantId tenant)
    {
        _tenant.TypedValue = tenant.Value;
        return _batch.ExecuteReaderAsync();
    }

    public ValueTask DisposeAsync() => _batch.DisposeAsync();
}
