using CustomerTiering.Policies;

namespace CustomerTiering.Tiering.Assessments;

/// <summary>Preconditions of every assessment, over HTTP or on the command line, of one customer or all.</summary>
public sealed class AssessmentDoor(Everybody everybody, StandardsInForce standards, TimeProvider time)
{
    /// <summary>Waits until facts, merges, policies and held tiers recorded so far are in the read models.</summary>
    /// <exception cref="EventLog.Projections.BehindException">The read models have not caught up.</exception>
    internal Task KnownAsync(TenantId tenant, CancellationToken cancel) => everybody.KnownAsync(tenant, AssessmentRuns.About.Reads, cancel);

    /// <summary>The ladders to assess, or a problem if a day is in the future or no policy is in force on it.</summary>
    /// <param name="ladder">Null for all ladders.</param>
    internal async Task<Result<IReadOnlyList<LadderVersions>>> LaddersAsync(
        TenantId tenant, string? ladder, AssessedDays days, CancellationToken cancel)
    {
        var ladders = await standards.LaddersAsync(tenant, ladder, cancel);
        var refusal =
            AssessableDays.Refusal(StandardKind.TierPolicy, [.. ladders.SelectMany(one => one.All)], policy => policy.Zone, days, time.GetUtcNow());
        return refusal is null ? ladders.ToList() : refusal;
    }

    /// <summary>The problem with these days, or null.</summary>
    public async Task<Problem?> RefusalAsync(TenantId tenant, string? ladder, AssessedDays days, CancellationToken cancel) =>
        (await LaddersAsync(tenant, ladder, days, cancel)).Problem;
}
