using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Append;

/// <summary>
/// Appends a batch in one round trip, or nothing of it, by prepared statements: move the head, insert, keep the keys. A transaction without begin and commit: the server
/// begins it with the first statement, and commits before it answers that it has come to the last one's end.
/// </summary>
internal sealed class PresumedBatch : IAsyncDisposable
{
    private readonly PresumedParameters _parameters;
    private readonly NpgsqlBatch _batch;

    /// <param name="connection">Where.</param>
    /// <param name="known">What the connection knows of streams.</param>
    /// <param name="keyed">For callers with idempotency keys.</param>
    internal PresumedBatch(NpgsqlConnection connection, KnownVersions known, bool keyed)
    {
        _parameters = new(known);
        _batch = new(connection);
        Add("move", _parameters.AddToMove);
        Add("presumed", _parameters.AddToInsert);
        if (keyed) Add("keep", _parameters.AddToKeep);
    }

    internal Task PrepareAsync() => _batch.PrepareAsync();

    /// <returns>The position before the first event; null where nothing was appended, since something that was presumed does not hold.</returns>
    internal async Task<long?> AppendAsync(TenantId tenant, IReadOnlyList<Pending> batch, DateTimeOffset recorded)
    {
        _parameters.Fill(tenant, batch, recorded);
        var moved = true;
        try
        {
            await using var reader = await _batch.ExecuteReaderAsync();
            moved = await reader.ReadAsync();
            var before = moved ? reader.GetInt64(0) : 0;
            while (await reader.NextResultAsync()) { } // to the commit's answer: only now is it true
            _parameters.Remember(tenant);
            return before;
        }
        catch (PostgresException broken) when (!moved || broken.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.NotNullViolation)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    private void Add(string file, Action<NpgsqlParameterCollection> addTo)
    {
        var command = new NpgsqlBatchCommand(SqlText.Read(typeof(PresumedBatch), file));
        addTo(command.Parameters);
        _batch.BatchCommands.Add(command);
    }
}
