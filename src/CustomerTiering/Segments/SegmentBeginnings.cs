using CustomerTiering.EventLog.Work;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Policies;

namespace CustomerTiering.Segments;

/// <summary>Starts new versions of segments, and retirements.</summary>
public sealed class SegmentBeginnings(Timers timers, SegmentRuns runs, StandardsInForce standards)
    : VersionBeginnings(
        timers, StandardKind.Segment, Kind, "segment-beginnings", EventTypes.NameOf<StandardPutInForce>(), EventTypes.NameOf<StandardRetired>())
{
    public const string Kind = "segment-begins";

    protected override async Task<IEnumerable<Beginning>> BeginningsAsync(TenantId tenant, CancellationToken cancel)
    {
        var beginnings = new List<Beginning>();
        foreach (var version in await standards.SegmentsAsync(tenant, cancel))
        {
            beginnings.Add(Beginning.Of($"{version.Reference.Version}/{version.Reference.Id}", version, version.Compiled.Zone));
            if (version.Retired is { } retired && version.Until == retired.AddDays(-1))
                beginnings.Add(Beginning.Of($"retired/{version.Reference.Id}", version, version.Compiled.Zone, retired));
        }
        return beginnings;
    }

    protected override Task BeginAsync(TenantId tenant, Beginning beginning, CancellationToken cancel) => runs.StartAsync(
        tenant, ContentId.Of(tenant.ToString(), Kind, beginning.Key, beginning.Version.Digest),
        new(beginning.Day, null, null, SegmentWalk.Service, beginning.Version.Id), cancel);
}
