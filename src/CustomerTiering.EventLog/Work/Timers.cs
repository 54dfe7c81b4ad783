using CustomerTiering.EventLog.Sql;
using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Work;

/// <summary>Something that is due at an instant, such as a review of a customer's tier.</summary>
/// <param name="Kind">What is to be done: <c>tier-expiry</c>.</param>
/// <param name="Key">For what: unique in tenant and kind, no personal data. Setting it again moves it.</param>
/// <param name="Due">The instant from which it is due, inclusive; UTC, microseconds.</param>
/// <param name="Payload">What its handler needs to know, as JSON without personal data.</param>
public sealed record DueTimer(string Kind, string Key, DateTimeOffset Due, ReadOnlyMemory<byte> Payload);

/// <summary>What is due when. Kept by <see cref="TimerWorker"/>.</summary>
/// <param name="source">The database, as the runtime role.</param>
public sealed class Timers(NpgsqlDataSource source)
{
    /// <summary>
    /// Sets timers, or moves those that are set to a new instant and payload. One that is being handled meanwhile is not lost: what its
    /// handler was given is over, and the new one becomes due.
    /// </summary>
    public async Task SetAsync(TenantId tenant, IReadOnlyCollection<DueTimer> timers, CancellationToken cancel)
    {
        if (timers.Count == 0) return;
        // In the order of the keys, so that two callers lock rows in one order and can't wait for each other.
        var ordered = timers.OrderBy(timer => timer.Kind, StringComparer.Ordinal).ThenBy(timer => timer.Key, StringComparer.Ordinal).ToList();
        await using var command = source.CreateCommand(SqlText.Read(typeof(Timers), "set-timers"));
        command.Parameters.Add(new() { Value = tenant.Value });
        command.Parameters.Add(new() { Value = ordered.ConvertAll(timer => timer.Kind) });
        command.Parameters.Add(new() { Value = ordered.ConvertAll(timer => timer.Key) });
        command.Parameters.Add(new() { Value = ordered.ConvertAll(timer => timer.Due.UtcDateTime) });
        command.Parameters.Add(new() { Value = ordered.ConvertAll(timer => timer.Payload.ToArray()), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Cancels timers; those that aren't set are passed over.</summary>
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

    /// <summary>How many timers were due before an instant and are not done, over all tenants, and when the first of them was.</summary>
    public async Task<(long Count, DateTimeOffset? First)> OverdueAsync(DateTimeOffset before, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select count(*), min(due) from timer_due where due < $1");
        command.Parameters.Add(new() { Value = before.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return (reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1));
    }
}
