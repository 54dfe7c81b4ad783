using CustomerTiering.EventLog.Sql;
using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Work;

/// <summary>Work that is due at an instant, such as a review of a customer's tier.</summary>
/// <param name="Kind">The kind of work: <c>tier-expiry</c>.</param>
/// <param name="Key">Unique per tenant and kind, without personal data. Setting it again moves the timer.</param>
/// <param name="Due">The instant from which it is due, inclusive; UTC, microseconds.</param>
/// <param name="Payload">The handler's input, as JSON without personal data.</param>
public sealed record DueTimer(string Kind, string Key, DateTimeOffset Due, ReadOnlyMemory<byte> Payload);

/// <summary>The timers of all tenants. <see cref="TimerWorker"/> executes them.</summary>
/// <param name="source">Connections of the runtime role.</param>
public sealed class Timers(NpgsqlDataSource source)
{
    /// <summary>
    /// Sets timers, or moves existing ones to a new instant and payload. A timer set while it is being handled is kept, and becomes due again.
    /// </summary>
    public async Task SetAsync(TenantId tenant, IReadOnlyCollection<DueTimer> timers, CancellationToken cancel)
    {
        if (timers.Count == 0) return;
        // Ordered by key, so that concurrent callers lock rows in one order and cannot deadlock.
        var ordered = timers.OrderBy(timer => timer.Kind, StringComparer.Ordinal).ThenBy(timer => timer.Key, StringComparer.Ordinal).ToList();
        await using var command = source.CreateCommand(SqlText.Read(typeof(Timers), "set-timers"));
        command.Parameters.Add(new() { Value = tenant.Value });
        command.Parameters.Add(new() { Value = ordered.ConvertAll(timer => timer.Kind) });
        command.Parameters.Add(new() { Value = ordered.ConvertAll(timer => timer.Key) });
        command.Parameters.Add(new() { Value = ordered.ConvertAll(timer => timer.Due.UtcDateTime) });
        command.Parameters.Add(
            new() { Value = ordered.ConvertAll(timer => timer.Payload.ToArray()), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Cancels timers; unknown keys are ignored.</summary>
    public async Task CancelAsync(TenantId tenant, string kind, IReadOnlyCollection<string> keys, CancellationToken cancel)
    {
        if (keys.Count == 0) return;
        await using var command = source.CreateCommand("delete from timer_due where tenant_id = $1 and kind = $2 and key = any($3)");
        command.Parameters.Add(new() { Value = tenant.Value });
        command.Parameters.Add(new() { Value = kind });
        command.Parameters.Add(new() { Value = keys.ToArray() });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The timers of some keys, due or not.</summary>
    public async Task<IReadOnlyList<DueTimer>> FindAsync(TenantId tenant, string kind, IReadOnlyCollection<string> keys, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            "select key, due, payload from timer_due where tenant_id = $1 and kind = $2 and key = any($3) order by due, key");
        command.Parameters.Add(new() { Value = tenant.Value });
        command.Parameters.Add(new() { Value = kind });
        command.Parameters.Add(new() { Value = keys.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var timers = new List<DueTimer>();
        while (await reader.ReadAsync(cancel))
            timers.Add(new(kind, reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetFieldValue<byte[]>(2)));
        return timers;
    }

    /// <summary>The number of pending timers of all tenants due before an instant, and the earliest due time; null if there are none.</summary>
    public async Task<(long Count, DateTimeOffset? First)> OverdueAsync(DateTimeOffset before, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select count(*), min(due) from timer_due where due < $1");
        command.Parameters.Add(new() { Value = before.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return (reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1));
    }
}
