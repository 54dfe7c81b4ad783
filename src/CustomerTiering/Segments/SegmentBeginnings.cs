using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Segments;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Segments;

/// <summary>
/// When a version of a segment begins to decide, or the segment is retired: everybody is judged as of that day, at its end. A day that lay in the past when the
/// version was put in force is left to an assessment that a person asks for.
/// </summary>
public sealed class SegmentBeginnings(Timers timers, SegmentRuns runs, StandardsInForce standards)
{
    public const string Kind = "segment-begins";

    public Follower Follower => new(
        "segment-beginnings", new HashSet<string> { EventTypes.NameOf<StandardPutInForce>(), EventTypes.NameOf<StandardRetired>() }, [StandardsInForce.ReadModel], SetAsync);

    /// <summary>The day is over on which versions began: it is judged with all of its facts.</summary>
    public async Task HandleAsync(TenantId tenant, IReadOnlyList<DueTimer> due, CancellationToken cancel)
    {
        var begun = due.Select(timer => timer.Key).ToHashSet();
        foreach (var (key, day, version) in Beginnings(await standards.SegmentsAsync(tenant, cancel)).Where(one => begun.Contains(one.Key)))
            await runs.StartAsync(
                tenant, ContentId.Of(tenant.ToString(), Kind, key, version.Reference.Digest), new(day, null, null, SegmentsJudgedBy.Service, version.Reference.Id), cancel);
    }

    private async Task SetAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var named = events.Select(recorded => recorded.Stream).ToHashSet();
        var due =
            from begins in Beginnings(await standards.SegmentsAsync(tenant, cancel))
            where named.Contains(StandardKind.Segment.Stream(begins.Version.Reference.Id))
            where begins.Day >= begins.Version.Compiled.Zone.DayOf(Instant.Of(begins.Version.PutInForceAt))
            select new DueTimer(Kind, begins.Key, begins.Version.Compiled.Zone.StartOf(begins.Day.AddDays(1)).ToDateTimeOffset(), "{}"u8.ToArray());
        await timers.SetAsync(tenant, [.. due], cancel);
    }

    /// <summary>The first day of each version, and that of a retirement, with the key of its timer.</summary>
    private static IEnumerable<(string Key, DateOnly Day, StandardInForce<CompiledSegment> Version)> Beginnings(IReadOnlyList<StandardInForce<CompiledSegment>> versions)
    {
        foreach (var version in versions)
        {
            yield return ($"{version.Reference.Version}/{version.Reference.Id}", version.From, version);
            if (version.Retired is { } retired && version.Until == retired.AddDays(-1)) yield return ($"retired/{version.Reference.Id}", retired, version);
        }
    }
}
