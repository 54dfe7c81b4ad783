using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>Status and retry of projections and followers for operators, and waits for a position, for callers that read their own writes.</summary>
/// <param name="source">Connections of the runtime role.</param>
/// <param name="time">The clock of waits.</param>
public sealed class ProjectionAdmin(NpgsqlDataSource source, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>The worker of this process, if any: a wait then ends as soon as the position is reached, not at the next poll.</summary>
    public ProjectionWorker? Worker { get; init; }

    /// <summary>Every tenant that has a log.</summary>
    public async Task<IReadOnlyList<TenantId>> TenantsAsync(CancellationToken cancel) =>
        (await LogHeads.AllAsync(source, cancel)).ConvertAll(head => head.Tenant);

    /// <summary>The status of every generation of every projection of a tenant, by name and generation.</summary>
    public async Task<IReadOnlyList<ProjectionStatus>> StatusAsync(TenantId tenant, CancellationToken cancel) =>
        await Checkpoints.AllAsync(source, tenant, cancel);

    /// <summary>The status of every follower of a tenant, by name.</summary>
    public async Task<IReadOnlyList<FollowerStatus>> FollowersAsync(TenantId tenant, CancellationToken cancel) =>
        await FollowerPositions.AllAsync(source, tenant, cancel);

    /// <summary>Resumes a stopped projection or follower at the event that stopped it.</summary>
    /// <returns>Whether one of this name was stopped.</returns>
    public async Task<bool> RetryAsync(TenantId tenant, string name, CancellationToken cancel) =>
        await Checkpoints.RetryAsync(source, tenant, [name], cancel) + await FollowerPositions.RetryAsync(source, tenant, [name], cancel) > 0;

    /// <summary>
    /// Waits until the named followers and the live generations of the named projections have reached a position, inclusive. Everything appended up
    /// to there is then reflected in <see cref="ReadModels"/> and in the followers' effects.
    /// </summary>
    /// <returns>False on timeout, or if one of them is stopped before the position.</returns>
    public async Task<bool> WaitForAsync(
        TenantId tenant, IReadOnlyCollection<string> names, long position, TimeSpan timeout, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var progress = Worker?.Progress.Next;
            var asked = await StandingAsync(tenant, names, cancel);
            var behind = asked.FindAll(one => one.Position < position);
            if (behind.Count == 0 && asked.Count == names.Count) return true;
            var left = timeout - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero || behind.Exists(one => one.Stopped)) return false;
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var look = Task.Delay(left < Look ? left : Look, time, pause.Token);
            await (progress is null ? look : Task.WhenAny(progress, look));
            await pause.CancelAsync();
        }
    }

    /// <summary>As <see cref="WaitForAsync"/>, up to the current head of the log.</summary>
    /// <exception cref="BehindException">The wait timed out, or one of them is stopped.</exception>
    public async Task CaughtUpAsync(TenantId tenant, IReadOnlyCollection<string> names, TimeSpan timeout, CancellationToken cancel)
    {
        var head = await LogHeads.OfAsync(source, tenant, cancel);
        if (head > 0 && !await WaitForAsync(tenant, names, head, timeout, cancel)) throw new BehindException(names, head);
    }

    private async Task<List<(long Position, bool Stopped)>> StandingAsync(
        TenantId tenant, IReadOnlyCollection<string> names, CancellationToken cancel)
    {
        var asked = (await Checkpoints.AllAsync(source, tenant, cancel)).Where(status => status.Live && names.Contains(status.Name))
            .Select(status => (status.Position, status.State == ProjectionState.Stopped)).ToList();
        if (asked.Count < names.Count)
            asked.AddRange((await FollowerPositions.AllAsync(source, tenant, cancel))
                .Where(status => names.Contains(status.Name)).Select(status => (status.Position, status.StoppedAt is not null)));
        return asked;
    }
}
