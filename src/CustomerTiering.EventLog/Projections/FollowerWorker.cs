using System.Collections.Concurrent;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Work;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>
/// Delivers the events of all tenants' logs to followers, at least once and in order. If two workers deliver the same events to one follower, one of
/// them moves its position, and the other restarts from there.
/// </summary>
/// <param name="source">Connections of the runtime role.</param>
/// <param name="followers">The followers, with distinct names.</param>
/// <param name="signals">Signals of appends in this process and, for followers that wait for projections, of their progress.</param>
/// <param name="time">The clock of polls and pauses.</param>
/// <param name="log">Receives stops and failures.</param>
public sealed partial class FollowerWorker(
    NpgsqlDataSource source, IReadOnlyList<Follower> followers, IReadOnlyList<LogSignal> signals, TimeProvider time,
    ILogger<FollowerWorker> log)
{
    private readonly string[] _names = [.. followers.Select(follower => follower.Name)];
    private readonly ConcurrentDictionary<TenantId, bool> _met = new();

    /// <summary>The maximum number of events per call of a handler.</summary>
    public int Batch { get; init; } = 500;

    /// <summary>The number of attempts at one event before a follower stops.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The pause after the first failed attempt; doubles with each further one.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Follows all logs until cancelled. Stopped followers are retried once at the start.</summary>
    public Task RunAsync(CancellationToken cancel) => new LogLoop(source, signals, FollowAsync, time, log).RunAsync(cancel);

    /// <summary>Lets every follower handle one tenant's log up to its current head, or as far as its prerequisite projections have come.</summary>
    public async Task CatchUpAsync(TenantId tenant, CancellationToken cancel) =>
        await FollowAsync(tenant, await LogHeads.OfAsync(source, tenant, cancel), cancel);

    private async Task<Reach> FollowAsync(TenantId tenant, long head, CancellationToken cancel)
    {
        if (!_met.ContainsKey(tenant))
        {
            await FollowerPositions.BeginAsync(source, tenant, _names, cancel);
            await FollowerPositions.RetryAsync(source, tenant, _names, cancel);
            _met[tenant] = true;
        }
        var positions = (await FollowerPositions.AllAsync(source, tenant, cancel)).ToDictionary(status => status.Name);
        var projections = (await Checkpoints.AllAsync(source, tenant, cancel)).Where(status => status.Live).ToDictionary(status => status.Name);
        var all = followers.Where(follower => positions[follower.Name].StoppedAt is null)
            .Select(follower =>
                new Following(follower, positions[follower.Name].Position,
                    follower.After.Select(name => projections.GetValueOrDefault(name)?.Position ?? 0).Append(head).Min()))
            .ToList();
        foreach (var one in all) ProjectionMetrics.Lag(tenant, one.Follower.Name, Math.Max(0, head - one.Position));
        // Followers with the same position and target share one read of the log.
        await Task.WhenAll(all.Where(one => one.Position < one.UpTo)
            .GroupBy(one => (one.Position, one.UpTo)).Select(group => FollowAsync(tenant, [.. group], cancel)));
        return all.TrueForAll(one => one.Position >= head) ? Reach.End : Reach.Waiting;
    }

    private async Task FollowAsync(TenantId tenant, List<Following> together, CancellationToken cancel)
    {
        var tail = new LogTail(source, tenant, together.SelectMany(one => one.Follower.Types).ToHashSet());
        try
        {
            await foreach (var slice in tail.ReadAsync(together[0].Position, together[0].UpTo, cancel))
            {
                var called = together.ToLookup(one => slice.Events.Any(recorded => one.Follower.Types.Contains(recorded.Type)));
                await Task.WhenAll(
                    [PassAsync(tenant, [.. called[false]], slice.To, cancel), .. called[true].Select(one => TakeAsync(tenant, one, slice, cancel))]);
                together.RemoveAll(one => one.Position < slice.To); // stopped, or overtaken by another worker
                if (together.Count == 0) return;
            }
        }
        catch (LogDamagedException damage)
        {
            foreach (var one in together)
            {
                LogFailed(damage, one.Follower.Name, tenant, damage.Position, damage.Position);
                await FollowerPositions.StopAsync(source, tenant, one.Follower.Name, one.Position, damage.Position, Failure.Of(damage), cancel);
            }
        }
    }

    /// <summary>Moves followers past a slice without events for them.</summary>
    private async Task PassAsync(TenantId tenant, IReadOnlyList<Following> idle, long to, CancellationToken cancel)
    {
        if (idle.Count == 0) return;
        var moved = await FollowerPositions.MoveAsync(source, tenant, [.. idle.Select(one => one.Follower.Name)], idle[0].Position, to, cancel);
        foreach (var one in idle.Where(one => moved.Contains(one.Follower.Name))) one.Position = to;
    }

    private async Task TakeAsync(TenantId tenant, Following one, LogSlice slice, CancellationToken cancel)
    {
        var batches = slice.Events.Where(recorded => one.Follower.Types.Contains(recorded.Type)).Chunk(Batch).ToList();
        for (var i = 0; i < batches.Count; i++)
        {
            var to = i < batches.Count - 1 ? batches[i][^1].Position : slice.To;
            if (!await HandleAsync(tenant, one.Follower, one.Position, batches[i], to, cancel)) return;
            one.Position = to;
        }
    }

    /// <returns>False if the follower stopped, or was overtaken by another worker.</returns>
    private async Task<bool> HandleAsync(
        TenantId tenant, Follower follower, long position, IReadOnlyList<RecordedEvent> events, long to, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await follower.HandleAsync(tenant, events, cancel);
                break;
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                LogFailed(failure, follower.Name, tenant, events[0].Position, events[^1].Position);
                if (events.Count > 1)
                {
                    // Bisect until the failing event is alone: the events before it are handled, and the reason names it.
                    var half = events.Count / 2;
                    var middle = events[half - 1].Position;
                    return await HandleAsync(tenant, follower, position, [.. events.Take(half)], middle, cancel)
                        && await HandleAsync(tenant, follower, middle, [.. events.Skip(half)], to, cancel);
                }
                if (attempt == Attempts)
                {
                    ProjectionMetrics.Stopped(follower.Name);
                    await FollowerPositions.StopAsync(source, tenant, follower.Name, position, events[0].Position, Failure.Of(failure), cancel);
                    return false;
                }
                await Task.Delay(Pause * (1 << (attempt - 1)), time, cancel);
            }
        }
        if (!await FollowerPositions.MoveAsync(source, tenant, follower.Name, position, to, cancel)) return false;
        ProjectionMetrics.Folded(follower.Name, events.Count);
        return true;
    }

    private sealed class Following(Follower follower, long position, long upTo)
    {
        internal Follower Follower { get; } = follower;

        internal long Position { get; set; } = position;

        internal long UpTo { get; } = upTo;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Follower} of {Tenant} failed on positions {First} to {Last}.")]
    private partial void LogFailed(Exception failure, string follower, TenantId tenant, long first, long last);
}
