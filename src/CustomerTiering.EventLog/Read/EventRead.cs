using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Read;

/// <summary>
/// One read: the tenant's setting and the statements in one round trip. A batch without BEGIN is one transaction, with which the setting ends.
/// </summary>
internal sealed class EventRead : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly TenantId _tenant;
    private readonly NpgsqlBatch _batch;
    private NpgsqlDataReader? _reader;

    private EventRead(NpgsqlConnection connection, TenantId tenant)
    {
        (_connection, _tenant) = (connection, tenant);
        _batch = new(connection) { BatchCommands = { new(SqlText.SetTenantToRead) { Parameters = { new() { Value = tenant.ToString() } } } } };
    }

    /// <summary>At the first statement's rows once executed.</summary>
    internal NpgsqlDataReader Reader => _reader ?? throw new InvalidOperationException("Not executed yet.");

    internal static async Task<EventRead> BeginAsync(NpgsqlDataSource source, TenantId tenant, CancellationToken cancellation) =>
        new(await source.OpenConnectionAsync(cancellation), tenant);

    internal Task ExecuteAsync(NpgsqlBatchCommand command, CancellationToken cancellation) => ExecuteAsync((NpgsqlBatchCommand[])[command], cancellation);

    internal async Task ExecuteAsync(NpgsqlBatchCommand[] commands, CancellationToken cancellation)
    {
        foreach (var command in commands) _batch.BatchCommands.Add(command);
        await _batch.PrepareAsync(cancellation); // kept by the pooled connection: no round trip but for the first time
        _reader = await _batch.ExecuteReaderAsync(cancellation);
        await _reader.NextResultAsync(cancellation);
    }

    internal async Task<List<RecordedEvent>> EventsAsync(CancellationToken cancellation)
    {
        var events = new List<RecordedEvent>();
        while (await Reader.ReadAsync(cancellation)) events.Add(EventColumns.Read(_tenant, Reader));
        return events;
    }

    public async ValueTask DisposeAsync()
    {
        if (_reader is not null) await _reader.DisposeAsync();
        await _batch.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
