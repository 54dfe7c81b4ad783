using System.Data;
using Npgsql;

namespace CustomerTiering.EventLog.Sql;

/// <summary>
/// The one way to a tenant's rows: a transaction in which row-level security shows these alone. The tenant is set in the round trip of the first
/// statements. The setting ends with the transaction, so that a pooled connection keeps no tenant. Rolled back unless committed.
/// <para>
/// The static members are for statements that are sent together and are all of their transaction. It takes one round trip, without BEGIN and COMMIT:
/// the server begins the transaction with the first statement, and commits it before it answers that the last one is done.
/// </para>
/// </summary>
public sealed class TenantTransaction : IAsyncDisposable
{
    private const string SetTenant = "select set_config('app.tenant', $1, true)";

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly TenantId _tenant;
    private readonly TenantSettings _settings;
    private bool _set;

    private TenantTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction, TenantId tenant, TenantSettings settings) =>
        (_connection, _transaction, _tenant, _settings) = (connection, transaction, tenant, settings);

    /// <summary>The connection, for what a <see cref="TenantStatement"/> can't say. The first statements set the tenant: not before them.</summary>
    internal NpgsqlConnection Connection => _set ? _connection : throw new InvalidOperationException("The tenant is not set yet.");

    /// <summary>Begins a transaction of several round trips for a tenant.</summary>
    /// <param name="source">Connections as the runtime role.</param>
    /// <param name="cancellation">Cancelled: no transaction.</param>
    public static Task<TenantTransaction> BeginAsync(NpgsqlDataSource source, TenantId tenant, CancellationToken cancellation = default) =>
        BeginAsync(source, tenant, TenantSettings.None, cancellation);

    /// <summary>The rows of the first statement, after the commit.</summary>
    /// <param name="source">Connections as the runtime role.</param>
    /// <param name="statements">All of the transaction.</param>
    /// <param name="row">Reads one row.</param>
    /// <param name="cancellation">Cancelled: whether it was committed is not known.</param>
    public static Task<List<T>> QueryAsync<T>(
        NpgsqlDataSource source, TenantId tenant, IReadOnlyList<TenantStatement> statements, Func<NpgsqlDataReader, T> row,
        CancellationToken cancellation = default) =>
        QueryAsync(source, tenant, TenantSettings.None, statements, row, cancellation);

    /// <summary>How many rows the statements changed, after the commit.</summary>
    /// <inheritdoc cref="QueryAsync{T}(NpgsqlDataSource, TenantId, IReadOnlyList{TenantStatement}, Func{NpgsqlDataReader, T}, CancellationToken)"/>
    public static Task<int> ExecuteAsync(
        NpgsqlDataSource source, TenantId tenant, IReadOnlyList<TenantStatement> statements, CancellationToken cancellation = default) =>
        ExecuteAsync(source, tenant, statements, null, cancellation);

    /// <summary>The rows of the first statement in this transaction.</summary>
    public async Task<List<T>> QueryAsync<T>(
        IReadOnlyList<TenantStatement> statements, Func<NpgsqlDataReader, T> row, CancellationToken cancellation = default) =>
        await RowsAsync(await ReadAsync(statements, cancellation), row, cancellation);

    /// <summary>Runs statements in this transaction.</summary>
    /// <returns>How many rows they changed.</returns>
    public Task<int> ExecuteAsync(IReadOnlyList<TenantStatement> statements, CancellationToken cancellation = default) =>
        ExecuteAsync(statements, null, cancellation);

    /// <summary>Commits.</summary>
    public Task CommitAsync(CancellationToken cancellation = default) => _transaction.CommitAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    internal static async Task<TenantTransaction> BeginAsync(
        NpgsqlDataSource source, TenantId tenant, TenantSettings settings, CancellationToken cancellation,
        IsolationLevel isolation = IsolationLevel.ReadCommitted)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            return new(connection, await connection.BeginTransactionAsync(isolation, cancellation), tenant, settings);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    internal static async Task<List<T>> QueryAsync<T>(
        NpgsqlDataSource source, TenantId tenant, TenantSettings settings, IReadOnlyList<TenantStatement> statements, Func<NpgsqlDataReader, T> row,
        CancellationToken cancellation) => await RowsAsync(await ReadAsync(source, tenant, settings, statements, cancellation), row, cancellation);

    /// <param name="source">As above.</param>
    /// <param name="tenant">As above.</param>
    /// <param name="statements">As above.</param>
    /// <param name="timeout">Seconds for all of them; 0 for any time; null for the connection's.</param>
    /// <param name="cancellation">As above.</param>
    internal static async Task<int> ExecuteAsync(
        NpgsqlDataSource source, TenantId tenant, IReadOnlyList<TenantStatement> statements, int? timeout, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var batch = Batch(connection, tenant, TenantSettings.None, statements, timeout);
        return await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <returns>
    /// At the first statement's rows. Gives the connection back when it is disposed. It is committed once the last result was read.
    /// </returns>
    internal static async Task<NpgsqlDataReader> ReadAsync(
        NpgsqlDataSource source, TenantId tenant, TenantSettings settings, IReadOnlyList<TenantStatement> statements, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            var batch = Batch(connection, tenant, settings, statements, null);
            if (settings == TenantSettings.AlongIndexes) await batch.PrepareAsync(cancellation); // no round trip but for the first time
            var reader = await batch.ExecuteReaderAsync(CommandBehavior.CloseConnection, cancellation);
            await reader.NextResultAsync(cancellation);
            return reader;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <returns>At the first statement's rows.</returns>
    internal async Task<NpgsqlDataReader> ReadAsync(IReadOnlyList<TenantStatement> statements, CancellationToken cancellation)
    {
        var reader = await Next(statements, null).ExecuteReaderAsync(cancellation);
        if (_set) return reader;
        try
        {
            await reader.NextResultAsync(cancellation);
            _set = true;
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    internal async Task<int> ExecuteAsync(IReadOnlyList<TenantStatement> statements, int? timeout, CancellationToken cancellation)
    {
        await using var batch = Next(statements, timeout);
        var changed = await batch.ExecuteNonQueryAsync(cancellation);
        _set = true;
        return changed;
    }

    private static async Task<List<T>> RowsAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> row, CancellationToken cancellation)
    {
        await using var reading = reader;
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation)) rows.Add(row(reader));
        while (await reader.NextResultAsync(cancellation)) { } // to the commit's answer: only now is it true
        return rows;
    }

    private NpgsqlBatch Next(IReadOnlyList<TenantStatement> statements, int? timeout) =>
        Batch(_connection, _tenant, _set ? null : _settings, statements, timeout);

    /// <summary>Statements that set the tenant first, unless there is nothing to set: for who must begin the transaction otherwise.</summary>
    internal static NpgsqlBatch Batch(
        NpgsqlConnection connection, TenantId tenant, TenantSettings? settings, IReadOnlyList<TenantStatement> statements, int? timeout = null)
    {
        var batch = new NpgsqlBatch(connection);
        if (timeout is { } seconds) batch.Timeout = seconds;
        if (settings is { } set) batch.BatchCommands.Add(new(Text(set)) { Parameters = { new() { Value = tenant.ToString() } } });
        foreach (var statement in statements) batch.BatchCommands.Add(statement.For(tenant));
        return batch;
    }

    private static string Text(TenantSettings settings) => settings switch
    {
        TenantSettings.FoldedState => $"{SetTenant}, set_config('synchronous_commit', 'off', true)",
        TenantSettings.AlongIndexes =>
            $"{SetTenant}, set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true), "
            + "set_config('enable_sort', 'off', true), set_config('jit', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)",
        _ => SetTenant,
    };
}
