using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Evidence.Ids;

namespace CustomerTiering.Appeals;

/// <summary>Monitors deadlines with one timer per appeal, due at the end of the last day in UTC.</summary>
public sealed class AppealDeadlines(Timers timers, Aggregates aggregates, EventSerializer serializer)
{
    public const string Kind = "appeal-deadline";

    /// <summary>The actor of events that no person caused.</summary>
    public const string Service = "service:appeals";

    public Follower Follower => new("appeal-deadlines", new HashSet<string> { EventTypes.NameOf<AppealFiled>() }, [], SetAsync);

    public async Task HandleAsync(TenantId tenant, IReadOnlyList<DueTimer> due, CancellationToken cancel)
    {
        foreach (var timer in due) await MissAsync(tenant, Guid.ParseExact(timer.Key, "D"), cancel);
    }

    private Task MissAsync(TenantId tenant, Guid id, CancellationToken cancel)
    {
        var stream = AppealState.Stream(id);
        return aggregates.FollowAsync<AppealState>(
            (tenant, Service), stream, AppealState.Apply, state => state is not { IsOpen: true, Missed: false } ? [] :
        [
            serializer.Write(tenant, stream, new AppealDeadlineMissed(state.Customer, state.Deadline), new(
                ContentId.Of(tenant.ToString(), stream.Value, "missed"), new(state.Deadline.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero),
                state.Customer)),
        ], cancel);
    }

    private Task SetAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel) => timers.SetAsync(
        tenant,
        [.. events.Select(recorded => new DueTimer(
            Kind, AppealState.KeyOf(recorded.Stream),
            new(((AppealFiled)EventSerializer.Read(recorded)).Deadline.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero), "{}"u8.ToArray()))],
        cancel);
}
