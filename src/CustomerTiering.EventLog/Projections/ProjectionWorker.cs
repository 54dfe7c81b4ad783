using System.Collections.Concurrent;
using CustomerTiering.EventLog.Read;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>
/// Keeps a set of projections up with the logs of all tenants. Several of them, in one process or many, may work on the same ones: each
/// stretch of a log is folded in once, by whoever stores it first.
/// </summary>
/// <param name="source">The database, as the runtime role.</param>
/// <param name="projections">What it keeps up; names differ.</param>
/// <param name="signal">What tells it of appends in this process.</param>
/// <param name="time">The clock of polls.</param>
/// <param name="log">Gets stops and failures.</param>
public sealed partial class ProjectionWorker(
    NpgsqlDataSource source, IReadOnlyList<Projection> projections, LogSignal signal, TimeProvider time, ILogger<ProjectionWorker> log)
{
    private readonly string[] _names = [.. projections.Select(projection => projection.Name)];
    private readonly ConcurrentDictionary<TenantId, bool> _met = new();

    /// <summary>The bytes of views that one tenant's projections may hold together before they are stored and forgotten.</summary>
    public long MemoryBytes { get; init; } = 128L << 20;

    /// <summary>After how many positions what is folded is stored and can be seen, while the end of the log is further away.</summary>
    public int VisibleEvery { get; init; } = 20_000;

    /// <summary>What tells those who wait for a position, and followers that come after projections, that one was reached.</summary>
    public LogSignal Progress { get; } = new();

    /// <summary>Follows all logs until it is cancelled. Projections that stopped are tried again once, at the event that they stopped before.</summary>
    public Task RunAsync(CancellationToken cancel) => new LogLoop(source, [signal], FollowAsync, time, log).RunAsync(cancel);

    /// <summary>Folds one tenant's log up to where it ends now, and returns then; projections that are stopped stay where they are.</summary>
    public async Task CatchUpAsync(TenantId tenant, CancellationToken cancel)
    {
        var head = await LogHeads.OfAsync(source, tenant, cancel);
        while (await FollowAsync(tenant, head, cancel) != Reach.End) { }
    }

    /// <returns>The end, if every projection has reached the head or is stopped.</returns>
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

        // The furthest behind go first, up to where the next are: from there on the log is read once for all of them.
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

    /// <summary>Nothing is folded past a hole: what is before it is stored, and the projection stops there.</summary>
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
