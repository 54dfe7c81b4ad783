using System.Globalization;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Policies;

namespace CustomerTiering.Lifecycle;

/// <summary>Starts new versions of the lifecycle: all customers are judged, including known ones without a stage.</summary>
public sealed class LifecycleBeginnings(Timers timers, LifecycleRuns runs, StandardsInForce standards)
    : VersionBeginnings(timers, StandardKind.Lifecycle, Kind, "lifecycle-beginnings", EventTypes.NameOf<StandardPutInForce>())
{
    public const string Kind = "lifecycle-begins";

    protected override async Task<IEnumerable<Beginning>> BeginningsAsync(TenantId tenant, CancellationToken cancel) =>
        (await standards.LifecyclesAsync(tenant, cancel))
            .Select(version => Beginning.Of(version.Reference.Version.ToString(CultureInfo.InvariantCulture), version, version.Compiled.Zone));

    protected override Task BeginAsync(TenantId tenant, Beginning beginning, CancellationToken cancel) => runs.StartAsync(
        tenant, ContentId.Of(tenant.ToString(), Kind, beginning.Version.Digest), new(beginning.Day, null, null, LifecycleWalk.Service), cancel);
}
