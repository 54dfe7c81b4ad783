using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Work;

/// <summary>A timer claimed by one worker until its lease ends.</summary>
internal sealed record ClaimedTimer(TenantId Tenant, DueTimer Timer, int Attempt);

/// <summary>Claims timers, and records their end.</summary>
internal static class ClaimedTimers
{
    /// <summary>
    /// Claims due timers, skipping rows locked by other workers. A timer with an expired lease is free: its worker died or is too slow.
    /// </summary>
    internal static async Task<List<ClaimedTimer>> ClaimAsync(
        NpgsqlDataSource source, IReadOnlyCollection<string> kinds, DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(SqlText.Read(typeof(ClaimedTimers), "claim-timers"));
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        command.Parameters.Add(new() { Value = kinds.ToArray() });
        command.Parameters.Add(new() { Value = limit });
        command.Parameters.Add(new() { Value = (now + lease).UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var claimed = new List<ClaimedTimer>();
        while (await reader.ReadAsync(cancel))
        {
            var timer = new DueTimer(
                reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetFieldValue<byte[]>(4));
            claimed.Add(new(new(reader.GetGuid(0)), timer, reader.GetInt32(5)));
        }
        return claimed;
    }

    /// <summary>Removes completed timers, except those that were set again or claimed by another worker meanwhile.</summary>
    internal static Task DoneAsync(NpgsqlDataSource source, TenantId tenant, IReadOnlyList<ClaimedTimer> timers, CancellationToken cancel) =>
        ExecuteAsync(source, tenant, timers, SqlText.Read(typeof(ClaimedTimers), "end-timers"), [], cancel);

    /// <summary>Schedules a retry of failed timers, and keeps the reason.</summary>
    internal static Task FailedAsync(
        NpgsqlDataSource source, TenantId tenant, IReadOnlyList<ClaimedTimer> timers, DateTimeOffset again, string reason,
        CancellationToken cancel) =>
        ExecuteAsync(source, tenant, timers, SqlText.Read(typeof(ClaimedTimers), "fail-timers"), [again.UtcDateTime, reason], cancel);

    private static async Task ExecuteAsync(
        NpgsqlDataSource source, TenantId tenant, IReadOnlyList<ClaimedTimer> timers, string sql, object[] more, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = tenant.Value });
        command.Parameters.Add(new() { Value = timers.Select(claimed => claimed.Timer.Kind).ToArray() });
        command.Parameters.Add(new() { Value = timers.Select(claimed => claimed.Timer.Key).ToArray() });
        command.Parameters.Add(new() { Value = timers.Select(claimed => claimed.Timer.Due.UtcDateTime).ToArray() });
        command.Parameters.Add(new() { Value = timers.Select(claimed => claimed.Attempt).ToArray() });
        foreach (var value in more) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
