namespace CustomerTiering.Policies;

/// <summary>
/// Counts the customers who hold a tier on a ladder whose last day was before a given day. Implemented by the module that decides tiers.
/// </summary>
public delegate Task<int> CountOverdueTiers(TenantId tenant, string ladder, DateOnly today, CancellationToken cancel);

/// <summary>
/// The customers whose tier on a ladder is overdue: its last day has passed and no decision followed. This happens when a policy is put in force from
/// a past day. The next timer or run decides them.
/// </summary>
public sealed class OverdueTiers(CountOverdueTiers count, Aggregates aggregates, TimeProvider time)
{
    /// <summary>
    /// The number of overdue customers, as of today in the version's zone. Null for standards other than tier policies, and for an unknown version.
    /// </summary>
    internal async Task<int?> CountAsync(TenantId tenant, StandardKind kind, string name, int version, CancellationToken cancel)
    {
        if (kind != StandardKind.TierPolicy) return null;
        var state = (await aggregates.LoadAsync<StandardState>(tenant, kind.Stream(name), StandardState.Apply, cancel)).State;
        return state?.Version(version) is { } found ? await count(tenant, name, found.TodayAt(time.GetUtcNow()), cancel) : null;
    }
}
