using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>How far a log was followed.</summary>
internal enum Reach
{
    /// <summary>To the end, as far as it could be asked for.</summary>
    End,

    /// <summary>Some of it; there is more to do at once.</summary>
    More,

    /// <summary>As far as is possible until something else moves.</summary>
    Waiting,
}

/// <summary>
/// Sees which logs have grown, and has somebody follow each of them: one task a tenant at most, several tenants beside each other.
/// </summary>
/// <param name="source">The database.</param>
/// <param name="signals">What wakes it before the next poll.</param>
/// <param name="followAsync">Follows one tenant's log up to a position, and tells how far it came.</param>
/// <param name="time">The clock of polls.</param>
/// <param name="log">Gets what went wrong.</param>
internal sealed partial class LogLoop(
    NpgsqlDataSource source, IReadOnlyList<LogSignal> signals, Func<TenantId, long, CancellationToken, Task<Reach>> followAsync, TimeProvider time,
    ILogger log)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Between following a log and following it again, at least; and as long as following took, up to the most: while events keep coming, many are dealt with at
    /// once instead of a few many times, and whoever appends has half of the machine. What comes after a silence is dealt with at once.
    /// </summary>
    private static readonly TimeSpan LeastRest = TimeSpan.FromMilliseconds(25), MostRest = TimeSpan.FromMilliseconds(100);

    /// <summary>Every so many polls all tenants are looked at, grown or not: something stopped may have been set going again.</summary>
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
            // What is not done is tried again at the next poll: the cause may be gone, and if not it is said again.
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
