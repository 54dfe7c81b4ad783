namespace CustomerTiering.Policies;

/// <summary>Counts the customers who hold a tier on a ladder whose last day was before a day. The module that decides tiers provides it.</summary>
public delegate Task<int> CountOverdueTiers(TenantId tenant, string ladder, DateOnly today, CancellationToken cancel);

/// <summary>
/// The customers whose tier on a ladder is overdue: its last day has passed, and nothing was decided since. They appear when a policy is put in force from a day in
/// the past, and are decided by the next timer or run.
/// </summary>
public sealed class OverdueTiers(CountOverdueTiers count, Aggregates aggregates, TimeProvider time)
{
    /// <summary>How many, by today in the zone of a version; null for standards other than tier policies, and if there is no such version.</summary>
    internal async Task<int?> CountAsync(TenantId tenant, StandardKind kind, string name, int version, CancellationToken cancel)
    {
        if (kind != StandardKind.TierPolicy) return null;
        var state = (await aggregates.LoadAsync<StandardState>(tenant, kind.Stream(name), StandardState.Apply, cancel)).State;
        return state?.Version(version) is { } found ? await count(tenant, name, found.TodayAt(time.GetUtcNow()), cancel) : null;
    }
}
