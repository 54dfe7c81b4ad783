using System.Globalization;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Policies;

namespace CustomerTiering.Lifecycle;

/// <summary>
/// When a version of the lifecycle begins to decide: everybody is judged as of that day, those who are known without a stage included. A day that lay in the
/// past when the version was put in force is left to an assessment that a person asks for.
/// </summary>
public sealed class LifecycleBeginnings(Timers timers, LifecycleRuns runs, StandardsInForce standards)
{
    public const string Kind = "lifecycle-begins";

    public Follower Follower => new(
        "lifecycle-beginnings", new HashSet<string> { EventTypes.NameOf<StandardPutInForce>() }, [StandardsInForce.ReadModel], SetAsync);

    /// <summary>The day is over on which versions began: it is judged with all of its facts.</summary>
    public async Task HandleAsync(TenantId tenant, IReadOnlyList<DueTimer> due, CancellationToken cancel)
    {
        var begun = due.Select(timer => int.Parse(timer.Key, CultureInfo.InvariantCulture)).ToHashSet();
        foreach (var version in (await standards.LifecyclesAsync(tenant, cancel)).Where(version => begun.Contains(version.Reference.Version)))
            await runs.StartAsync(
                tenant, ContentId.Of(tenant.ToString(), Kind, version.Reference.Digest), new(version.From, null, null, StagesJudgedBy.Service), cancel);
    }

    private async Task SetAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        if (!events.Any(recorded => recorded.Stream == StandardKind.Lifecycle.Stream("lifecycle"))) return;
        var begins =
            from version in await standards.LifecyclesAsync(tenant, cancel)
            where version.From >= StageWalk.PutInForce(version)
            select new DueTimer(
                Kind, version.Reference.Version.ToString(CultureInfo.InvariantCulture),
                version.Compiled.Zone.StartOf(version.From.AddDays(1)).ToDateTimeOffset(), "{}"u8.ToArray());
        await timers.SetAsync(tenant, [.. begins], cancel);
    }
}
