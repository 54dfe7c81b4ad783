using System.Globalization;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Policies;
using CustomerTiering.Tiering.Assessments;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>
/// Starts new versions of policies. Customers who joined before get their first decision as of the version's first day. If the version's transition
/// says so, held tiers are judged as of that day. Timers are set by the new version's due dates.
/// </summary>
public sealed class LadderBeginnings(Timers timers, TierTimers tierTimers, AssessmentRuns runs, StandardsInForce standards, ReadModels readModels)
    : VersionBeginnings(timers, StandardKind.TierPolicy, Kind, "ladder-beginnings", EventTypes.NameOf<StandardPutInForce>())
{
    public const string Kind = "ladder-begins";

    protected override async Task<IEnumerable<Beginning>> BeginningsAsync(TenantId tenant, CancellationToken cancel) =>
        (await standards.LaddersAsync(tenant, cancel)).SelectMany(ladder => ladder.All).Select(version => Beginning.Of(
            string.Create(CultureInfo.InvariantCulture, $"{version.Reference.Id}/{version.Reference.Version}"), version, version.Compiled.Zone));

    protected override async Task BeginAsync(TenantId tenant, Beginning beginning, CancellationToken cancel)
    {
        var (ladder, day) = (beginning.Version.Id, beginning.Day);
        var run = ContentId.Of(tenant.ToString(), Kind, ladder, beginning.Version.Digest);
        await runs.StartAsync(tenant, run, new(null, day, day, [], ladder, AssessmentOrigin.Service, beginning.Version.Version), cancel);
        await tierTimers.SetAsync(tenant, await OnLadderAsync(tenant, ladder, cancel), cancel);
    }

    private async Task<IReadOnlyList<string>> OnLadderAsync(TenantId tenant, string ladder, CancellationToken cancel)
    {
        var keys = await readModels.QueryAsync(
            tenant, TiersProjection.ProjectionName,
            "select key from tier where tenant_id = @tenant and generation = @generation and ladder = @ladder",
            new Dictionary<string, object> { ["ladder"] = ladder }, row => row.GetString(0), cancel);
        return keys.Value;
    }
}
