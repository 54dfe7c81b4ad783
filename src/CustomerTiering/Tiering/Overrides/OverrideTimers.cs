using System.Globalization;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Policies;
using CustomerTiering.Tiering.Deciding;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>Begins and ends overrides at the start of a day. There is one timer per customer and ladder.</summary>
public sealed class OverrideTimers(
    Timers timers, Aggregates aggregates, EventSerializer serializer, StandardsInForce standards, ReadModels readModels, TimeProvider time)
{
    public const string Kind = "override-turns";

    private static readonly TiersProjection Tiers = new();

    public Follower Follower => new(
        "override-timers",
        new HashSet<string> { EventTypes.NameOf<OverrideGranted>(), EventTypes.NameOf<OverrideBegan>(), EventTypes.NameOf<OverrideRevoked>() },
        [TiersProjection.ProjectionName, StandardsInForce.ReadModel], SetAsync);

    /// <summary>Handles due timers, also late ones; events recorded in the meantime stand.</summary>
    public async Task HandleAsync(TenantId tenant, IReadOnlyList<DueTimer> due, CancellationToken cancel)
    {
        var ladders = await LaddersAsync(tenant, cancel);
        foreach (var key in due.Select(timer => timer.Key.Split('/', 2)))
            if (ladders.TryGetValue(key[1], out var ladder)) await TurnAsync(tenant, Guid.ParseExact(key[0], "D"), ladder, cancel);
    }

    private Task TurnAsync(TenantId tenant, Guid customer, LadderVersions versions, CancellationToken cancel)
    {
        var zone = versions.Zone;
        var stream = TierState.Stream(customer, versions.Ladder);
        return aggregates.FollowAsync<TierState>((tenant, AssessmentOrigin.Service), stream, TierState.Apply, state =>
        [
            .. OverrideTurns.Due(state, customer, versions, versions.Today(time.GetUtcNow()))
                .Select(turn => serializer.Write(tenant, stream, turn.Body, new(
                ContentId.Of(
                    tenant.ToString(), stream.Value, EventTypes.Of(turn.Body).Name, turn.Override.ToString("D", CultureInfo.InvariantCulture)),
                zone.StartOf(turn.Day).ToDateTimeOffset(), customer))),
        ], cancel);
    }

    private async Task SetAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var ladders = await LaddersAsync(tenant, cancel);
        var views = await readModels.ViewsAsync(
            tenant, Tiers, [.. events.Select(recorded => recorded.Stream.Value["tier/".Length..]).Distinct()], cancel);
        var due = new List<DueTimer>();
        foreach (var (key, view) in views.Value)
        {
            if (OverrideTurns.Next(view.Overrides ?? []) is not { } day || !ladders.TryGetValue(view.Ladder, out var ladder)) continue;
            due.Add(new(Kind, key, ladder.Zone.StartOf(day).ToDateTimeOffset(), "{}"u8.ToArray()));
        }
        await timers.SetAsync(tenant, due, cancel);
    }

    private async Task<Dictionary<string, LadderVersions>> LaddersAsync(TenantId tenant, CancellationToken cancel) =>
        (await standards.LaddersAsync(tenant, cancel)).ToDictionary(one => one.Ladder);
}
