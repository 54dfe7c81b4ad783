using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Policies;
using CustomerTiering.Tiering;

namespace CustomerTiering.ServicePlans;

/// <summary>Assigns customers the service plans of their effective tiers: one per ladder, changed only by decisions and overrides.</summary>
public sealed class PlanAssignments(StandardsInForce standards, LogReader reader, LogWriter writer, EventSerializer serializer)
{
    /// <summary>The actor of events that no person caused.</summary>
    public const string Service = "service:service-plans";

    public Follower Follower => new(
        "service-plan-assignments",
        new HashSet<string>
        {
            EventTypes.NameOf<TierDecided>(), EventTypes.NameOf<OverrideBegan>(), EventTypes.NameOf<OverrideRevoked>(),
                EventTypes.NameOf<OverrideExpired>(),
            EventTypes.NameOf<EffectiveTierRestated>(),
        },
        [StandardsInForce.ReadModel], HandleAsync);

    private async Task HandleAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var plans = (await standards.ServicePlansAsync(tenant, cancel)).Value.ToLookup(version => version.Reference.Id, StringComparer.Ordinal);
        var lost = await Contention.SettleAsync([.. events.GroupBy(recorded => recorded.Subject!.Value)], async (open, _) =>
        {
            var states = await StatesAsync(tenant, [.. open.Select(one => one.Key)], cancel);
            var writes = open
                .Select(one =>
                    (Decisions: one, Request: Request(tenant, states.GetValueOrDefault(one.Key, CustomerService.None), one.Key, [.. one], VersionOn)))
                .Where(one => one.Request.Streams[0].Events.Count > 0).ToList();
            if (writes.Count == 0) return [];
            var outcomes = await writer.AppendManyAsync(tenant, writes.ConvertAll(one => one.Request), cancel);
            return [.. writes.Where((_, i) => outcomes[i] is not (AppendOutcome.Appended or AppendOutcome.Duplicate)).Select(one => one.Decisions)];
        });
        if (lost.Count > 0) throw Contention.Fault();

        int? VersionOn(string plan, DateOnly day) => plans[plan].FirstOrDefault(version => version.DecidesOn(day))?.Reference.Version;
    }

    private AppendRequest Request(
        TenantId tenant, CustomerService state, Guid customer, IReadOnlyList<RecordedEvent> decisions, Func<string, DateOnly, int?> versionOn)
    {
        var stream = CustomerService.Stream(customer);
        var events = new List<NewEvent>();
        var after = state;
        foreach (var recorded in decisions)
        {
            if (BroughtPlan.Of(EventSerializer.Read(recorded), recorded.Id) is not { } brought
                || after.On(brought, recorded.Position, versionOn) is not { } body) continue;
            var id = ContentId.Of(tenant.ToString(), stream.Value, brought.Ladder, recorded.Id.ToString("D"));
            events.Add(serializer.Write(tenant, stream, body, new(id, recorded.Effective, customer, Cause: recorded.Id.ToString("D"))));
            after = after.After(body);
        }
        return new(tenant, Service, [new(stream, state.Version, events)]);
    }

    private async Task<Dictionary<Guid, CustomerService>> StatesAsync(TenantId tenant, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        var states = new Dictionary<Guid, CustomerService>();
        foreach (var recorded in await reader.StreamsAsync(tenant, [.. customers.Select(CustomerService.Stream)], cancel))
        {
            var customer = CustomerService.CustomerOf(recorded.Stream);
            states[customer] = CustomerService.Apply(states.GetValueOrDefault(customer), EventSerializer.Read(recorded), recorded);
        }
        return states;
    }
}
