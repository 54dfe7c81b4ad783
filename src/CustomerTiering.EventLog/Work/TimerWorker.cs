using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerTiering.EventLog.Work;

/// <summary>
/// Handles one kind of timer. Receives timers of one tenant, at least one, by due time; all are done when it returns. A timer may be delivered again
/// after a crash, so its effect must be idempotent.
/// </summary>
public delegate Task TimerHandler(TenantId tenant, IReadOnlyList<DueTimer> timers, CancellationToken cancel);

/// <summary>Delivers due timers, each to one worker at a time, and again if a worker dies.</summary>
/// <param name="source">Connections of the runtime role.</param>
/// <param name="handlers">The handlers by kind; other kinds are left to other workers.</param>
/// <param name="time">The clock that decides what is due.</param>
/// <param name="log">Receives failures, with kind and reason but no payload.</param>
public sealed partial class TimerWorker(
    NpgsqlDataSource source, IReadOnlyDictionary<string, TimerHandler> handlers, TimeProvider time, ILogger<TimerWorker> log)
{
    /// <summary>The time a worker may hold claimed timers before others may claim them.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The polling interval.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The maximum number of timers claimed at once.</summary>
    public int Batch { get; init; } = 200;

    /// <summary>Works until cancelled. Waits for an unreachable database.</summary>
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

    /// <summary>Claims and handles one batch of due timers.</summary>
    /// <returns>The number of timers claimed.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancel)
    {
        var claimed = await ClaimedTimers.ClaimAsync(source, [.. handlers.Keys], time.GetUtcNow(), Lease, Batch, cancel);
        foreach (var group in claimed.OrderBy(timer => timer.Timer.Due).GroupBy(timer => (timer.Tenant, timer.Timer.Kind)))
            await HandleAsync(group.Key.Tenant, group.Key.Kind, [.. group], cancel);
        return claimed.Count;
    }

    /// <summary>Handles all at once; on failure one by one, so that a failing timer does not block the others.</summary>
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

    /// <summary>1, 2, 4 … seconds, at most an hour: a timer is never given up.</summary>
    private static TimeSpan Backoff(int attempt) => TimeSpan.FromSeconds(Math.Min(3600, 1 << Math.Min(attempt - 1, 12)));

    [LoggerMessage(Level = LogLevel.Error, Message = "A timer of kind {Kind} failed at attempt {Attempt}.")]
    private partial void LogFailed(Exception failure, string kind, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Timers are waiting for the database.")]
    private partial void LogUnreachable(Exception failure);
}
