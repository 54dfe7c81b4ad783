using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerTiering.EventLog.Work;

/// <summary>
/// Does one kind of timer. Gets timers of one tenant, at least one, in the order in which they are due; all are done when it returns. It may be
/// given one again that it did (a crash before the timer was removed): its effect must be harmless to repeat.
/// </summary>
public delegate Task TimerHandler(TenantId tenant, IReadOnlyList<DueTimer> timers, CancellationToken cancel);

/// <summary>Hands out timers that are due, each to one worker at a time, and again if a worker dies over it.</summary>
/// <param name="source">The database, as the runtime role.</param>
/// <param name="handlers">What to do, by kind; kinds that aren't named are left to others.</param>
/// <param name="time">The clock that says what is due.</param>
/// <param name="log">Gets failures; kinds and reasons, no payload.</param>
public sealed partial class TimerWorker(
    NpgsqlDataSource source, IReadOnlyDictionary<string, TimerHandler> handlers, TimeProvider time, ILogger<TimerWorker> log)
{
    /// <summary>How long a worker may take over what it claimed before others may claim it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often it looks for what is due.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many timers are claimed at once.</summary>
    public int Batch { get; init; } = 200;

    /// <summary>Works until it is cancelled. A lost database is waited for.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                while (await RunDueAsync(cancel) == Batch) { }
            }
            catch (NpgsqlException failure)
            {
                LogUnreachable(failure);
            }
            await Task.Delay(Poll, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Claims and does one batch of what is due now.</summary>
    /// <returns>How many were claimed.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var claimed = await ClaimedTimers.ClaimAsync(source, [.. handlers.Keys], time.GetUtcNow(), Lease, Batch, cancel);
        foreach (var group in claimed.OrderBy(timer => timer.Timer.Due).GroupBy(timer => (timer.Tenant, timer.Timer.Kind)))
            await HandleAsync(group.Key.Tenant, group.Key.Kind, [.. group], cancel);
        return claimed.Count;
    }

    /// <summary>All at once; if that fails one by one, so that one that can't be done holds up no other.</summary>
    private async Task HandleAsync(TenantId tenant, string kind, List<ClaimedTimer> timers, CancellationToken cancel)
    {
        try
        {
            await handlers[kind](tenant, timers.ConvertAll(claimed => claimed.Timer), cancel);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            if (timers.Count > 1)
            {
                foreach (var timer in timers) await HandleAsync(tenant, kind, [timer], cancel);
                return;
            }
            LogFailed(failure, kind, timers[0].Attempt);
            WorkMetrics.TimerFailed(kind);
            await ClaimedTimers.FailedAsync(source, tenant, timers, time.GetUtcNow() + Backoff(timers[0].Attempt), Failure.Of(failure), cancel);
            return;
        }
        await ClaimedTimers.DoneAsync(source, tenant, timers, cancel);
        WorkMetrics.TimersDone(kind, timers.Count);
    }

    /// <summary>1, 2, 4 … seconds, at most an hour: a timer is never given up, but neither tried in a loop.</summary>
    private static TimeSpan Backoff(int attempt) => TimeSpan.FromSeconds(Math.Min(3600, 1 << Math.Min(attempt - 1, 12)));

    [LoggerMessage(Level = LogLevel.Error, Message = "A timer of kind {Kind} failed at attempt {Attempt}.")]
    private partial void LogFailed(Exception failure, string kind, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Timers are waiting for the database.")]
    private partial void LogUnreachable(Exception failure);
}
