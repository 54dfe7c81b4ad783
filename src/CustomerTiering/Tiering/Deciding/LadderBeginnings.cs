using System.Globalization;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Policies;
using CustomerTiering.Tiering.Assessments;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>
/// Beginnings of versions of policies: customers who joined before have the first decision as of that day, and holders of a tier are judged as of it,
/// if the version says so, and due by the new version's dates.
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
            tenant, TiersProjection.ProjectionName, "select key from tier where tenant_id = @tenant and generation = @generation and ladder = @ladder",
            new Dictionary<string, object> { ["ladder"] = ladder }, row => row.GetString(0), cancel);
        return keys.Value;
    }
}
