using System.Data;
using Npgsql;

namespace CustomerTiering.EventLog.Sql;

/// <summary>
/// The only access to a tenant's rows: a transaction in which row-level security exposes no others. The tenant is set in the round trip of the first
/// statements, and the setting ends with the transaction, so a pooled connection keeps no tenant. Rolled back unless committed.
/// <para>
/// The static members run all statements of a transaction in one round trip, without BEGIN and COMMIT: the server begins the transaction with the
/// first
/// statement, and commits before it reports the last one complete.
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

    /// <summary>
    /// The connection, for what a <see cref="TenantStatement"/> cannot express; only after the first statements, which set the tenant.
    /// </summary>
    internal NpgsqlConnection Connection => _set ? _connection : throw new InvalidOperationException("The tenant is not set yet.");

    /// <summary>Begins a transaction of several round trips for a tenant.</summary>
    public static Task<TenantTransaction> BeginAsync(NpgsqlDataSource source, TenantId tenant, CancellationToken cancellation = default) =>
        BeginAsync(source, tenant, TenantSettings.None, cancellation);

    /// <summary>The rows of the first statement, after the commit. If cancelled, the commit is in doubt.</summary>
    public static Task<List<T>> QueryAsync<T>(
        NpgsqlDataSource source, TenantId tenant, IReadOnlyList<TenantStatement> statements, Func<NpgsqlDataReader, T> row,
        CancellationToken cancellation = default) =>
        QueryAsync(source, tenant, TenantSettings.None, statements, row, cancellation);

    /// <summary>The number of rows changed by the statements, after the commit. If cancelled, the commit is in doubt.</summary>
    public static Task<int> ExecuteAsync(
        NpgsqlDataSource source, TenantId tenant, IReadOnlyList<TenantStatement> statements, CancellationToken cancellation = default) =>
        ExecuteAsync(source, tenant, statements, null, cancellation);

    /// <summary>The rows of the first statement in this transaction.</summary>
    public async Task<List<T>> QueryAsync<T>(
        IReadOnlyList<TenantStatement> statements, Func<NpgsqlDataReader, T> row, CancellationToken cancellation = default) =>
        await RowsAsync(await ReadAsync(statements, cancellation), row, cancellation);

    /// <summary>Runs statements in this transaction, and returns the number of rows changed.</summary>
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

    /// <summary><paramref name="timeout"/> is in seconds for all statements; 0 for no limit, null for the connection's default.</summary>
    internal static async Task<int> ExecuteAsync(
        NpgsqlDataSource source, TenantId tenant, IReadOnlyList<TenantStatement> statements, int? timeout, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var batch = Batch(connection, tenant, TenantSettings.None, statements, timeout);
        return await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <returns>
    /// A reader at the first statement's rows. Disposing it returns the connection. The commit is confirmed once the last result is read.
    /// </returns>
    internal static async Task<NpgsqlDataReader> ReadAsync(
        NpgsqlDataSource source, TenantId tenant, TenantSettings settings, IReadOnlyList<TenantStatement> statements, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            var batch = Batch(connection, tenant, settings, statements, null);
            if (settings == TenantSettings.AlongIndexes) await batch.PrepareAsync(cancellation); // a round trip only the first time
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

    /// <returns>A reader at the first statement's rows.</returns>
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
        while (await reader.NextResultAsync(cancellation)) { } // read up to the commit's answer: only then is it certain
        return rows;
    }

    private NpgsqlBatch Next(IReadOnlyList<TenantStatement> statements, int? timeout) =>
        Batch(_connection, _tenant, _set ? null : _settings, statements, timeout);

    /// <summary>
    /// A batch that sets the tenant first, unless <paramref name="settings"/> is null; for callers that begin the transaction differently.
    /// </summary>
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
