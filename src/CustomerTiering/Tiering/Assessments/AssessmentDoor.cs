using CustomerTiering.Policies;

namespace CustomerTiering.Tiering.Assessments;

/// <summary>What every assessment is held against, whoever asks for it: over HTTP or on the command line, of one customer or of all.</summary>
public sealed class AssessmentDoor(Everybody everybody, StandardsInForce standards, TimeProvider time)
{
    /// <summary>Waits until all is known that was recorded before: facts, merges, policies, what is held.</summary>
    /// <exception cref="EventLog.Projections.BehindException">The read models have not caught up.</exception>
    internal Task KnownAsync(TenantId tenant, CancellationToken cancel) => everybody.KnownAsync(tenant, AssessmentRuns.About.Reads, cancel);

    /// <summary>The ladders to be assessed, or why these days can't be: they are still to come, or no policy is in force on them.</summary>
    /// <param name="tenant">Whose policies.</param>
    /// <param name="ladder">One ladder, or null for all.</param>
    internal async Task<Result<IReadOnlyList<LadderVersions>>> LaddersAsync(TenantId tenant, string? ladder, AssessedDays days, CancellationToken cancel)
    {
        var ladders = await standards.LaddersAsync(tenant, ladder, cancel);
        var refusal = AssessableDays.Refusal(StandardKind.TierPolicy, [.. ladders.SelectMany(one => one.All)], policy => policy.Zone, days, time.GetUtcNow());
        return refusal is null ? ladders.ToList() : refusal;
    }

    /// <summary>Why these days can't be assessed, or null.</summary>
    public async Task<Problem?> RefusalAsync(TenantId tenant, string? ladder, AssessedDays days, CancellationToken cancel) =>
        (await LaddersAsync(tenant, ladder, days, cancel)).Problem;
}
