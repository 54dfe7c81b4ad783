using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>A snapshot of a tenant's read models, valid while a query runs.</summary>
public sealed class ReadSnapshot
{
    private readonly NpgsqlConnection _connection;
    private readonly Guid _tenant;
    private readonly Dictionary<string, (int Generation, long Position)> _live;

    private ReadSnapshot(NpgsqlConnection connection, Guid tenant, Dictionary<string, (int, long)> live) =>
        (_connection, _tenant, _live) = (connection, tenant, live);

    /// <summary>The position that all queried read models have reached.</summary>
    public long Position => _live.Count == 0 ? 0 : _live.Values.Min(live => live.Position);

    /// <summary>The live generation of a read model; 0, which has no rows, if the tenant's log was never folded.</summary>
    public int Generation(string projection) => _live[projection].Generation;

    /// <summary>Runs a query; <c>@tenant</c> and <c>@generation</c> are added to its parameters.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(
        int generation, string sql, IReadOnlyDictionary<string, object> parameters, Func<NpgsqlDataReader, T> row, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        command.Parameters.AddWithValue("tenant", _tenant);
        command.Parameters.AddWithValue("generation", generation);
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel)) rows.Add(row(reader));
        return rows;
    }

    /// <summary>The views of some keys of a queried projection; keys without a row are left out.</summary>
    public async Task<IReadOnlyDictionary<string, TView>> ViewsAsync<TView>(
        Projection<TView> projection, IReadOnlyCollection<string> keys, CancellationToken cancel)
        where TView : class => new Dictionary<string, TView>(await QueryAsync(
            Generation(projection.Name),
            $"select key, view from {projection.Table} where tenant_id = @tenant and generation = @generation and key = any(@keys)",
            new Dictionary<string, object> { ["keys"] = keys.ToArray() },
            row => KeyValuePair.Create(row.GetString(0), projection.Read(row.GetFieldValue<byte[]>(1))), cancel));

    internal static async Task<ReadSnapshot> OpenAsync(
        TenantTransaction transaction, TenantId tenant, IReadOnlyCollection<string> projections, CancellationToken cancel)
    {
        var live = projections.ToDictionary(name => name, _ => (Generation: 0, Position: 0L));
        await using var reader = await transaction.ReadAsync(
            [new("select name, generation, position from projection where tenant_id = $1 and live and name = any($2)", projections.ToArray())],
            cancel);
        while (await reader.ReadAsync(cancel)) live[reader.GetString(0)] = (reader.GetInt32(1), reader.GetInt64(2));
        return new(transaction.Connection, tenant.Value, live);
    }
}
