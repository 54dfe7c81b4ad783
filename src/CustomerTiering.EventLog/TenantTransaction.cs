using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog;

/// <summary>
/// A transaction in which row-level security shows one tenant's rows. The setting ends with the transaction, so that the pooled connection
/// takes nothing along to whoever has it next. Rolled back unless committed.
/// </summary>
public sealed class TenantTransaction : IAsyncDisposable
{
    private readonly NpgsqlTransaction _transaction;

    private TenantTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction) => (Connection, _transaction) = (connection, transaction);

    /// <summary>The connection, in the transaction.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>Begins a transaction for a tenant.</summary>
    /// <param name="source">Connections as the runtime role.</param>
    /// <param name="tenant">Whose rows.</param>
    /// <param name="cancellation">Cancelled: no transaction.</param>
    public static async Task<TenantTransaction> BeginAsync(NpgsqlDataSource source, TenantId tenant, CancellationToken cancellation = default)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            var begun = new TenantTransaction(connection, await connection.BeginTransactionAsync(cancellation));
            await using var set = begun.Command(SqlText.SetTenant, tenant.ToString());
            await set.ExecuteNonQueryAsync(cancellation);
            return begun;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A command in the transaction.</summary>
    /// <param name="text">SQL with <c>$1</c>, <c>$2</c> …</param>
    /// <param name="values">Their values in order.</param>
    public NpgsqlCommand Command(string text, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(text, Connection, _transaction);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }

    /// <summary>Commits.</summary>
    public Task CommitAsync(CancellationToken cancellation = default) => _transaction.CommitAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
