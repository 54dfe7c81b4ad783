using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Events;
using CustomerTiering.Tiering;

namespace CustomerTiering.Policies;

/// <summary>
/// How many customers hold a tier on a ladder of which the last day has passed and nothing was decided since: after a policy was put in force from the past,
/// they are judged by the next timer or run.
/// </summary>
public sealed class OverdueTiers(ReadModels readModels, Aggregates aggregates, TimeProvider time)
{
    /// <summary>How many, by today in the zone of a version; null for other standards than tier policies, and where there is no such version.</summary>
    internal async Task<int?> CountAsync(TenantId tenant, StandardKind kind, string name, int version, CancellationToken cancel)
    {
        if (kind != StandardKind.TierPolicy) return null;
        var state = (await aggregates.LoadAsync<StandardState>(tenant, kind.Stream(name), StandardState.Apply, cancel)).State;
        return state?.Version(version) is { } found ? await CountAsync(tenant, name, found.TodayAt(time.GetUtcNow()), cancel) : null;
    }

    private async Task<int> CountAsync(TenantId tenant, string ladder, DateOnly today, CancellationToken cancel)
    {
        var answer = await readModels.QueryAsync(
            tenant, TiersProjection.ProjectionName,
            SqlText.Read(typeof(OverdueTiers), "count-overdue-tiers"),
            new Dictionary<string, object> { ["ladder"] = ladder, ["today"] = today }, row => row.GetInt32(0), cancel);
        return answer.Value[0];
    }
}
