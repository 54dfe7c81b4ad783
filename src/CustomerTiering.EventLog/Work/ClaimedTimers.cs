using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Work;

/// <summary>A timer that this worker alone has, until its lease ends.</summary>
internal sealed record ClaimedTimer(TenantId Tenant, DueTimer Timer, int Attempt);

/// <summary>Claims timers, and gives them back done or failed.</summary>
internal static class ClaimedTimers
{
    /// <summary>
    /// Takes what is due and in nobody's hands, passing over what another is just taking. A lease that has ended counts as nobody's: its
    /// holder died, or is too slow to be believed.
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
            var timer = new DueTimer(reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetFieldValue<byte[]>(4));
            claimed.Add(new(new(reader.GetGuid(0)), timer, reader.GetInt32(5)));
        }
        return claimed;
    }

    /// <summary>Removes timers that are done; not those that were set anew or claimed by another meanwhile.</summary>
    internal static Task DoneAsync(NpgsqlDataSource source, TenantId tenant, IReadOnlyList<ClaimedTimer> timers, CancellationToken cancel) =>
        ExecuteAsync(source, tenant, timers, SqlText.Read(typeof(ClaimedTimers), "end-timers"), [], cancel);

    /// <summary>Gives timers back, to be tried again at an instant, with the reason kept.</summary>
    internal static Task FailedAsync(
        NpgsqlDataSource source, TenantId tenant, IReadOnlyList<ClaimedTimer> timers, DateTimeOffset again, string reason, CancellationToken cancel) =>
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
