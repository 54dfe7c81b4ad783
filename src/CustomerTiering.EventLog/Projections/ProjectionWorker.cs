using System.Collections.Concurrent;
using CustomerTiering.EventLog.Read;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>
/// Keeps projections up to date with the logs of all tenants. Several workers, in one process or many, may share projections: each stretch of a log
/// is folded in once, by the first worker to store it.
/// </summary>
/// <param name="source">Connections of the runtime role.</param>
/// <param name="projections">The projections, with distinct names.</param>
/// <param name="signal">Signals appends in this process.</param>
/// <param name="time">The clock of polls.</param>
/// <param name="log">Receives stops and failures.</param>
public sealed partial class ProjectionWorker(
    NpgsqlDataSource source, IReadOnlyList<Projection> projections, LogSignal signal, TimeProvider time, ILogger<ProjectionWorker> log)
{
    private readonly string[] _names = [.. projections.Select(projection => projection.Name)];
    private readonly ConcurrentDictionary<TenantId, bool> _met = new();

    /// <summary>The memory limit for the views of one tenant's projections, in bytes, at which they are stored and dropped.</summary>
    public long MemoryBytes { get; init; } = 128L << 20;

    /// <summary>The number of positions after which a catch-up stores its views and makes them visible.</summary>
    public int VisibleEvery { get; init; } = 20_000;

    /// <summary>Signals progress of the projections, to waiters for a position and to followers that depend on projections.</summary>
    public LogSignal Progress { get; } = new();

    /// <summary>Follows all logs until cancelled. Stopped projections are retried once at the start.</summary>
    public Task RunAsync(CancellationToken cancel) => new LogLoop(source, [signal], FollowAsync, time, log).RunAsync(cancel);

    /// <summary>Folds one tenant's log up to its current head; stopped projections are skipped.</summary>
    public async Task CatchUpAsync(TenantId tenant, CancellationToken cancel)
    {
        var head = await LogHeads.OfAsync(source, tenant, cancel);
        while (await FollowAsync(tenant, head, cancel) != Reach.End) { }
    }

    /// <returns><see cref="Reach.End"/> if every projection has reached the head or is stopped.</returns>
    private async Task<Reach> FollowAsync(TenantId tenant, long head, CancellationToken cancel)
    {
        if (!_met.ContainsKey(tenant))
        {
            await Checkpoints.BeginAsync(source, tenant, _names, cancel);
            await Checkpoints.RetryAsync(source, tenant, _names, cancel);
            _met[tenant] = true;
        }
        var targets = await TargetsAsync(tenant, cancel);
        var behind = targets.Where(target => target.Position < head).ToList();
        foreach (var target in targets) ProjectionMetrics.Lag(tenant, target.Projection.Name, Math.Max(0, head - target.Position));
        if (behind.Count == 0) return Reach.End;

        // The furthest behind go first, up to the position of the next ones: from there on they share one read of the log.
        var from = behind.Min(target => target.Position);
        var group = behind.FindAll(target => target.Position == from);
        var upTo = behind.Where(target => target.Position > from).Select(target => target.Position).DefaultIfEmpty(head).Min();
        var limits = new FoldLimits(MemoryBytes, VisibleEvery);
        try
        {
            await new FoldRun(source, tenant, limits).RunAsync(group, upTo, cancel);
        }
        catch (LogDamagedException damage)
        {
            foreach (var target in group) await StopAtDamageAsync(tenant, target, damage, limits, cancel);
        }
        Progress.Appended();
        foreach (var failed in group.Where(target => target.Failure is not null))
            if (await new FoldStop(source, tenant, limits).StopAsync(failed, cancel) is { } position)
                Stopped(tenant, failed, position, failed.Failure!.InnerException!);
        return Reach.More;
    }

    private async Task<List<FoldTarget>> TargetsAsync(TenantId tenant, CancellationToken cancel)
    {
        var byName = projections.ToDictionary(projection => projection.Name);
        return [.. (await Checkpoints.AllAsync(source, tenant, cancel))
            .Where(status => status is { Live: true, State: ProjectionState.Running } && byName.ContainsKey(status.Name))
            .Select(status => new FoldTarget(byName[status.Name], status.Generation, live: true, status.Position))];
    }

    /// <summary>Stops the projection before a gap, with everything before it stored.</summary>
    private async Task StopAtDamageAsync(TenantId tenant, FoldTarget target, LogDamagedException damage, FoldLimits limits, CancellationToken cancel)
    {
        (target.Failure, target.FailedBy) = (new(damage.Position, damage), damage.Position);
        if (target.Superseded || target.Position >= damage.Position) return;
        if (await new FoldStop(source, tenant, limits).StopAsync(target, cancel) is { } position) Stopped(tenant, target, position, damage);
        target.Failure = null;
    }

    private void Stopped(TenantId tenant, FoldTarget target, long position, Exception reason)
    {
        ProjectionMetrics.Stopped(target.Projection.Name);
        LogStopped(reason, target.Projection.Name, tenant, position);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Projection} of {Tenant} stopped before position {Position}, which it cannot fold.")]
    private partial void LogStopped(Exception reason, string projection, TenantId tenant, long position);
}
