using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>What operators ask about projections and followers, and set going again; and the wait for a position, for those who read their own writes.</summary>
/// <param name="source">The database, as the runtime role.</param>
/// <param name="time">The clock of waits.</param>
public sealed class ProjectionAdmin(NpgsqlDataSource source, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>The worker of this process, if it has one: then a wait ends as soon as the position is reached, not at the next look.</summary>
    public ProjectionWorker? Worker { get; init; }

    /// <summary>Every tenant that has a log.</summary>
    public async Task<IReadOnlyList<TenantId>> TenantsAsync(CancellationToken cancel) =>
        (await LogHeads.AllAsync(source, cancel)).ConvertAll(head => head.Tenant);

    /// <summary>How every generation of every projection of a tenant stands, by name and generation.</summary>
    public async Task<IReadOnlyList<ProjectionStatus>> StatusAsync(TenantId tenant, CancellationToken cancel) =>
        await Checkpoints.AllAsync(source, tenant, cancel);

    /// <summary>How every follower of a tenant stands, by name.</summary>
    public async Task<IReadOnlyList<FollowerStatus>> FollowersAsync(TenantId tenant, CancellationToken cancel) =>
        await FollowerPositions.AllAsync(source, tenant, cancel);

    /// <summary>Sets a stopped projection or follower going again, at the event that it stopped before: after its cause was mended.</summary>
    /// <returns>Whether one of this name was stopped.</returns>
    public async Task<bool> RetryAsync(TenantId tenant, string name, CancellationToken cancel) =>
        await Checkpoints.RetryAsync(source, tenant, [name], cancel) + await FollowerPositions.RetryAsync(source, tenant, [name], cancel) > 0;

    /// <summary>
    /// Waits until the live generations of projections have reached a position: what was appended up to there is then in the answers of
    /// <see cref="ReadModels"/>.
    /// </summary>
    /// <returns>False if the time was over first, or if one of them is stopped before the position.</returns>
    public async Task<bool> WaitForAsync(
        TenantId tenant, IReadOnlyCollection<string> projections, long position, TimeSpan timeout, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var progress = Worker?.Progress.Next;
            var live = (await Checkpoints.AllAsync(source, tenant, cancel)).FindAll(status => status.Live && projections.Contains(status.Name));
            var behind = live.FindAll(status => status.Position < position);
            if (behind.Count == 0 && live.Count == projections.Count) return true;
            var left = timeout - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero || behind.Exists(status => status.State == ProjectionState.Stopped)) return false;
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var look = Task.Delay(left < Look ? left : Look, time, pause.Token);
            await (progress is null ? look : Task.WhenAny(progress, look));
            await pause.CancelAsync();
        }
    }
}
