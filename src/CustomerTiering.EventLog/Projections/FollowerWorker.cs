using System.Collections.Concurrent;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Work;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>
/// Gives followers the events of all tenants' logs, at least once and in order. Of two workers that gave one follower the same events, one moves its
/// position; the other begins again from there.
/// </summary>
/// <param name="source">The database, as the runtime role.</param>
/// <param name="followers">Who is given events; names differ.</param>
/// <param name="signals">What tells it of appends in this process and, where projections must come first, of their progress.</param>
/// <param name="time">The clock of polls and pauses.</param>
/// <param name="log">Gets stops and failures.</param>
public sealed partial class FollowerWorker(
    NpgsqlDataSource source, IReadOnlyList<Follower> followers, IReadOnlyList<LogSignal> signals, TimeProvider time,
    ILogger<FollowerWorker> log)
{
    private readonly string[] _names = [.. followers.Select(follower => follower.Name)];
    private readonly ConcurrentDictionary<TenantId, bool> _met = new();

    /// <summary>The most events that a handler is given at once.</summary>
    public int Batch { get; init; } = 500;

    /// <summary>After how many attempts at one event a follower stops.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The pause after a failed attempt; doubled with each.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Follows all logs until it is cancelled. Followers that stopped are tried again once.</summary>
    public Task RunAsync(CancellationToken cancel) => new LogLoop(source, signals, FollowAsync, time, log).RunAsync(cancel);

    /// <summary>Has every follower deal with one tenant's log as far as it goes now, and as far as the projections are that must come first.</summary>
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
        var ended = await Task.WhenAll(followers
            .Where(follower => positions[follower.Name].StoppedAt is null)
            .Select(follower =>
            {
                var upTo = follower.After.Select(name => projections.GetValueOrDefault(name)?.Position ?? 0).Append(head).Min();
                return FollowAsync(tenant, follower, positions[follower.Name].Position, upTo, head, cancel);
            }));
        return ended.All(done => done) ? Reach.End : Reach.Waiting;
    }

    /// <returns>Whether it has dealt with everything up to the head.</returns>
    private async Task<bool> FollowAsync(TenantId tenant, Follower follower, long position, long upTo, long head, CancellationToken cancel)
    {
        ProjectionMetrics.Lag(tenant, follower.Name, Math.Max(0, head - position));
        if (position >= upTo) return position >= head;
        try
        {
            await foreach (var slice in new LogTail(source, tenant, follower.Types).ReadAsync(position, upTo, cancel))
            {
                for (var start = 0; start == 0 || start < slice.Events.Count; start += Batch)
                {
                    var events = slice.Events.Skip(start).Take(Batch).ToList();
                    var to = start + Batch < slice.Events.Count ? events[^1].Position : slice.To;
                    if (!await HandleAsync(tenant, follower, position, events, to, cancel)) return false;
                    position = to;
                }
            }
        }
        catch (LogDamagedException damage)
        {
            LogFailed(damage, follower.Name, tenant, damage.Position, damage.Position);
            await FollowerPositions.StopAsync(source, tenant, follower.Name, position, damage.Position, Failure.Of(damage), cancel);
        }
        return position >= head;
    }

    /// <returns>False if the follower stopped, or another worker was ahead.</returns>
    private async Task<bool> HandleAsync(
        TenantId tenant, Follower follower, long position, IReadOnlyList<RecordedEvent> events, long to, CancellationToken cancel)
    {
        for (var attempt = 1; events.Count > 0; attempt++)
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
                    // Halved until the one that fails is alone, so that those before it are dealt with and the reason names it.
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

    [LoggerMessage(Level = LogLevel.Error, Message = "{Follower} of {Tenant} failed on positions {First} to {Last}.")]
    private partial void LogFailed(Exception failure, string follower, TenantId tenant, long first, long last);
}
