using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>How far a pass over a log got.</summary>
internal enum Reach
{
    /// <summary>Up to the requested head.</summary>
    End,

    /// <summary>Partly; the rest can follow at once.</summary>
    More,

    /// <summary>As far as possible until something else progresses.</summary>
    Waiting,
}

/// <summary>Detects logs that have grown, and follows them: one task per tenant at most, several tenants in parallel.</summary>
/// <param name="source">The database.</param>
/// <param name="signals">Signals that wake it before the next poll.</param>
/// <param name="followAsync">Follows one tenant's log up to a position.</param>
/// <param name="time">The clock of polls.</param>
/// <param name="log">Receives failures.</param>
internal sealed partial class LogLoop(
    NpgsqlDataSource source, IReadOnlyList<LogSignal> signals, Func<TenantId, long, CancellationToken, Task<Reach>> followAsync, TimeProvider time,
    ILogger log)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The pause between two passes over a log: as long as the pass took, within these limits. While events keep coming, larger batches are handled
    /// less often, and appends keep half of the machine. An event after an idle time is handled at once.
    /// </summary>
    private static readonly TimeSpan LeastRest = TimeSpan.FromMilliseconds(25), MostRest = TimeSpan.FromMilliseconds(100);

    /// <summary>Every this many polls all tenants are visited, grown or not: something stopped may have been resumed.</summary>
    private const int LookAround = 8;

    private readonly Dictionary<TenantId, long> _done = [];
    private readonly Dictionary<TenantId, Task> _following = [];
    private readonly LogSignal _ended = new();
    private readonly SemaphoreSlim _places = new(4);

    internal async Task RunAsync(CancellationToken cancel)
    {
        for (var round = 0; !cancel.IsCancellationRequested; round++)
        {
            var wake = Task.WhenAny([NextSignal(), _ended.Next]);
            try
            {
                await StartAsync(all: round % LookAround == 0, cancel);
            }
            catch (NpgsqlException failure)
            {
                LogUnreachable(failure);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                break;
            }
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            await Task.WhenAny(wake, Task.Delay(Poll, time, pause.Token));
            await pause.CancelAsync();
        }
        await Task.WhenAll(_following.Values);
    }

    private async Task StartAsync(bool all, CancellationToken cancel)
    {
        foreach (var (tenant, head) in await LogHeads.AllAsync(source, cancel))
        {
            if (head == 0 || _following.TryGetValue(tenant, out var task) && !task.IsCompleted) continue;
            lock (_done)
                if (!all && _done.GetValueOrDefault(tenant) >= head) continue;
            _following[tenant] = FollowAsync(tenant, head, cancel);
        }
    }

    private async Task FollowAsync(TenantId tenant, long head, CancellationToken cancel)
    {
        try
        {
            await _places.WaitAsync(cancel);
            var started = time.GetTimestamp();
            try
            {
                await FollowToEndAsync(tenant, head, cancel);
            }
            finally
            {
                _places.Release();
            }
            var rest = time.GetElapsedTime(started);
            await Task.Delay(rest < LeastRest ? LeastRest : rest > MostRest ? MostRest : rest, time, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure)
        {
            // The next poll retries; the failure is logged again if it persists.
            LogFailed(failure, tenant);
            return;
        }
        _ended.Appended();
    }

    private async Task FollowToEndAsync(TenantId tenant, long head, CancellationToken cancel)
    {
        while (true)
        {
            var signalled = NextSignal();
            var reach = await followAsync(tenant, head, cancel);
            if (reach == Reach.Waiting && !signalled.IsCompleted) return;
            if (reach == Reach.End)
            {
                lock (_done) _done[tenant] = head;
                return;
            }
            head = await LogHeads.OfAsync(source, tenant, cancel);
        }
    }

    private Task NextSignal() => Task.WhenAny(signals.Select(signal => signal.Next));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Followers of the log are waiting for the database.")]
    private partial void LogUnreachable(Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "Following the log of {Tenant} failed; it will be retried.")]
    private partial void LogFailed(Exception failure, TenantId tenant);
}
