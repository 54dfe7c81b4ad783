using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Append;

/// <summary>
/// Appends a whole batch in one round trip, or nothing, by prepared statements: move the head, insert, keep the keys. There is no BEGIN or COMMIT:
/// the server begins the transaction with the first statement, and commits before it reports the last one complete.
/// </summary>
internal sealed class PresumedBatch : IAsyncDisposable
{
    private readonly PresumedParameters _parameters;
    private readonly NpgsqlBatch _batch;

    internal PresumedBatch(NpgsqlConnection connection, KnownVersions known, bool keyed)
    {
        _parameters = new(known);
        _batch = new(connection);
        Add("move", _parameters.AddToMove);
        Add("presumed", _parameters.AddToInsert);
        if (keyed) Add("keep", _parameters.AddToKeep);
    }

    internal Task PrepareAsync() => _batch.PrepareAsync();

    /// <returns>The position before the first event; null if an assumption does not hold and nothing was appended.</returns>
    internal async Task<long?> AppendAsync(TenantId tenant, IReadOnlyList<Pending> batch, DateTimeOffset recorded)
    {
        _parameters.Fill(tenant, batch, recorded);
        var moved = true;
        try
        {
            await using var reader = await _batch.ExecuteReaderAsync();
            moved = await reader.ReadAsync();
            var before = moved ? reader.GetInt64(0) : 0;
            while (await reader.NextResultAsync()) { } // read up to the commit's answer: only then is it certain
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
