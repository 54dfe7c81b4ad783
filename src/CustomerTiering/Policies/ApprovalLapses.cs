using System.Globalization;
using System.Text.Json;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;

namespace CustomerTiering.Policies;

/// <summary>
/// Records an approval as lapsed after the last day of its term. Until this is recorded, readers derive the lapse from the current day.
/// </summary>
public sealed class ApprovalLapses(Timers timers, Aggregates aggregates)
{
    public const string Kind = "approval-lapses";

    /// <summary>The actor of events that no person caused.</summary>
    public const string Service = "service:policies";

    public Follower Follower => new("approval-lapses", new HashSet<string> { EventTypes.NameOf<StandardApproved>() }, [], SetAsync);

    private Task SetAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel) =>
        timers.SetAsync(tenant, [.. events.SelectMany(Due)], cancel);

    /// <summary>One timer for each approval, so that a later approval never replaces the timer of one that lapses earlier.</summary>
    private static IEnumerable<DueTimer> Due(RecordedEvent recorded)
    {
        var approved = (StandardApproved)EventSerializer.Read(recorded);
        if (approved.UsableUntil is { } last && ZoneRules.TryParse(approved.Zone, out var zone))
            yield return new(
                Kind, string.Create(CultureInfo.InvariantCulture, $"{recorded.Stream.Value}@{recorded.Version}"),
                zone.StartOf(last.AddDays(1)).ToDateTimeOffset(),
                JsonSerializer.SerializeToUtf8Bytes(new Payload(recorded.Stream.Value, approved.Version), EventJson.Options));
    }

    public async Task HandleAsync(TenantId tenant, IReadOnlyList<DueTimer> due, CancellationToken cancel)
    {
        var service = new Caller(tenant, Service, new HashSet<string>());
        foreach (var timer in due)
        {
            var (stream, number) = JsonSerializer.Deserialize<Payload>(timer.Payload.Span, EventJson.Options)!;
            var result = await aggregates.ChangeAsync<StandardState, StandardAnswer>(
                new(service, new(stream), null), StandardState.Apply, (state, now) => Handle(state!.Version(number)!, now), cancel);
            if (!result.TryGet(out _, out var problem)) throw new InvalidOperationException(problem.Detail); // the timer is retried
        }
    }

    /// <summary>The lapse of the version's approvals. No event if the version was put in force, rejected or approved again in time.</summary>
    public static Result<Change<StandardAnswer>> Handle(StandardVersion version, DateTimeOffset now)
    {
        var lapses = version.Status != StandardStatus.Lapsed && version.StatusOn(version.TodayAt(now)) == StandardStatus.Lapsed;
        return new Change<StandardAnswer>(
            lapses ? [new ApprovalLapsed(version.Number, version.Digest)] : [], new("", version.Number, StandardStatus.Lapsed, version.Digest));
    }

    private sealed record Payload(string Stream, int Version);
}
