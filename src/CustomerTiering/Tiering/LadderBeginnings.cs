using System.Globalization;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tiering;

/// <summary>
/// When a version of a policy begins to decide: whoever joined before it came into force has the first decision as of that day, and whoever holds a tier
/// already is judged as of it, if the version says so, and due by the new version's dates. A day that lay in the past when the version was put in force is left to an assessment that a person asks for.
/// </summary>
public sealed class LadderBeginnings(Timers timers, TierTimers tierTimers, AssessmentRuns runs, StandardsInForce standards, ReadModels readModels)
{
    public const string Kind = "ladder-begins";

    private const string StreamPrefix = "policy/";

    public Follower Follower => new(
        "ladder-beginnings", new HashSet<string> { EventTypes.NameOf<StandardPutInForce>() }, [StandardsProjection.ProjectionName], SetAsync);

    private async Task SetAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var ladders = events.Where(recorded => recorded.Stream.Value.StartsWith(StreamPrefix, StringComparison.Ordinal))
            .Select(recorded => recorded.Stream.Value[StreamPrefix.Length..]).ToHashSet();
        var begins =
            from ladder in await standards.LaddersAsync(tenant, cancel)
            where ladders.Contains(ladder.Ladder)
            from version in ladder.All
            where version.From >= version.Compiled.Zone.DayOf(Instant.Of(version.PutInForceAt))
            select new DueTimer(
                Kind, string.Create(CultureInfo.InvariantCulture, $"{version.Reference.Id}/{version.Reference.Version}"),
                version.Compiled.Zone.StartOf(version.From.AddDays(1)).ToDateTimeOffset(), "{}"u8.ToArray());
        await timers.SetAsync(tenant, [.. begins], cancel);
    }

    /// <summary>The day is over on which versions began: it is judged with all of its facts.</summary>
    public async Task HandleAsync(TenantId tenant, IReadOnlyList<DueTimer> due, CancellationToken cancel)
    {
        var ladders = await standards.LaddersAsync(tenant, cancel);
        foreach (var timer in due)
        {
            var (ladder, number) = (timer.Key[..timer.Key.LastIndexOf('/')], int.Parse(timer.Key[(timer.Key.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture));
            if (ladders.FirstOrDefault(one => one.Ladder == ladder)?.Numbered(number) is not { } begun) continue;
            var run = ContentId.Of(tenant.ToString(), Kind, ladder, begun.Reference.Digest);
            await runs.StartAsync(tenant, run, new(null, begun.From, begun.From, [], ladder, AssessedBy.Service, number), cancel);
            await tierTimers.SetAsync(tenant, await OnLadderAsync(tenant, ladder, cancel), cancel);
        }
    }

    private async Task<IReadOnlyList<string>> OnLadderAsync(TenantId tenant, string ladder, CancellationToken cancel)
    {
        var keys = await readModels.QueryAsync(
            tenant, TiersProjection.ProjectionName, "select key from tier where tenant_id = @tenant and generation = @generation and ladder = @ladder",
            new Dictionary<string, object> { ["ladder"] = ladder }, row => row.GetString(0), cancel);
        return keys.Value;
    }
}
