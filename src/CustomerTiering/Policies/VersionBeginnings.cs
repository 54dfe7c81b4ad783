using CustomerTiering.Composition;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Rules.Decisions;

namespace CustomerTiering.Policies;

/// <summary>The first day of a version, or of a standard's retirement.</summary>
/// <param name="Key">The key of its timer.</param>
/// <param name="Day">The day, in the version's zone.</param>
public sealed record Beginning(string Key, PolicyReference Version, DateOnly Day, ZoneRules Zone, DateTimeOffset PutInForceAt)
{
    internal static Beginning Of<TCompiled>(string key, StandardInForce<TCompiled> version, ZoneRules zone, DateOnly? day = null) =>
        new(key, version.Reference, day ?? version.From, zone, version.PutInForceAt);
}

/// <summary>
/// Assesses all customers when a version of a kind of standard begins to decide: as of its first day, at the end of that day. A first day that was
/// already past when the version was put in force is left to a manually started assessment.
/// </summary>
/// <param name="timerKind">The kind of the timer set for the end of a first day.</param>
/// <param name="follower">The stable name of the follower that sets the timer.</param>
/// <param name="types">The event types that change first days.</param>
public abstract class VersionBeginnings(Timers timers, StandardKind standard, string timerKind, string follower, params string[] types)
{
    public Follower Follower => new(follower, types.ToHashSet(), [StandardsProjection.ProjectionName], SetAsync);

    /// <summary>Handles the timers of first days that have ended.</summary>
    public async Task HandleAsync(TenantId tenant, IReadOnlyList<DueTimer> due, CancellationToken cancel)
    {
        var begun = due.Select(timer => timer.Key).ToHashSet();
        foreach (var beginning in (await BeginningsAsync(tenant, cancel)).Where(one => begun.Contains(one.Key)))
            await BeginAsync(tenant, beginning, cancel);
    }

    protected abstract Task<IEnumerable<Beginning>> BeginningsAsync(TenantId tenant, CancellationToken cancel);

    protected abstract Task BeginAsync(TenantId tenant, Beginning beginning, CancellationToken cancel);

    private async Task SetAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var changed = events.Select(recorded => recorded.Stream).ToHashSet();
        var due =
            from beginning in await BeginningsAsync(tenant, cancel)
            where changed.Contains(standard.Stream(beginning.Version.Id)) && beginning.Day >= beginning.Zone.DayOf(Instant.Of(beginning.PutInForceAt))
            select new DueTimer(timerKind, beginning.Key, beginning.Zone.StartOf(beginning.Day.AddDays(1)).ToDateTimeOffset(), "{}"u8.ToArray());
        await timers.SetAsync(tenant, [.. due], cancel);
    }
}

/// <summary>Registers version beginnings in a module.</summary>
public static class VersionBeginningsServices
{
    public static IServiceCollection AddBeginnings<TBeginnings>(this IServiceCollection services, string timerKind)
        where TBeginnings : VersionBeginnings => services
            .AddFollower<TBeginnings>(service => service.Follower)
            .AddTimer<TBeginnings>(timerKind, service => service.HandleAsync);
}
