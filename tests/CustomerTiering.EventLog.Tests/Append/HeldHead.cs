using Npgsql;

namespace CustomerTiering.EventLog.Tests.Append;

/// <summary>A stranger's transaction that holds a tenant's head, so that who appends meanwhile piles up behind it.</summary>
internal sealed class HeldHead(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    internal static async Task<HeldHead> TakeAsync(NpgsqlDataSource source, TenantId tenant)
    {
        var connection = await source.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("select position from log_head where tenant_id = $1 for update", connection, transaction);
        command.Parameters.Add(new() { Value = tenant.Value });
        await command.ExecuteScalarAsync();
        return new(connection, transaction);
    }

    /// <summary>Waits until so many backends wait for a lock in this database.</summary>
    internal static async Task WaitersAsync(NpgsqlDataSource source, int count)
    {
        var until = DateTime.UtcNow.AddSeconds(20);
        while (await source.ScalarAsync<long>(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") < count)
        {
            Assert.True(DateTime.UtcNow < until, $"Nobody waits for a lock.");
            await Task.Delay(5);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
