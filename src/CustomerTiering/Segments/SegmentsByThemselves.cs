using CustomerTiering.Customers;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Facts;
using CustomerTiering.Lifecycle;
using CustomerTiering.Persons;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Segments;

/// <summary>Moves customers in and out of segments by what happens: facts that a segment names, and silence.</summary>
public sealed class SegmentsByThemselves(
    SegmentJudge judge, StandardsInForce standards, FactsStore facts, CountedFacts counted, ProjectionAdmin projections, UndecidedCustomers undecided, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly string Registered = EventTypes.NameOf<CustomerRegistered>();

    public Follower Follower => new(
        SegmentFilter.Follower, new HashSet<string>([.. FactEvents.Types, Registered, .. Merges.Types]), [CustomerFactsProjection.ProjectionName, StandardsProjection.ProjectionName], FollowAsync);

    /// <summary>Judges those whose timers have come.</summary>
    public async Task HandleAsync(TenantId tenant, IReadOnlyList<DueTimer> due, CancellationToken cancel)
    {
        var called = due.Select(timer => SegmentStream.Parts(timer.Key)).ToLookup(key => key.Segment, key => key.Customer);
        var segments = ComputedSegment.Of(await standards.SegmentsAsync(tenant, cancel)).Where(segment => called.Contains(segment.Code));
        await JudgeAsync(
            tenant,
            [.. segments.Select(segment => new SegmentCall(segment, [.. called[segment.Code].Distinct()], new StagePlan.Overdue(segment.Today(time.GetUtcNow()))))], cancel);
    }

    private async Task FollowAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var segments = ComputedSegment.Of(await standards.SegmentsAsync(tenant, cancel));
        if (segments.Count == 0) return;
        // Whoever becomes known is judged, whatever the segments look at; the fact that made them known stands right behind.
        if (events[^1].Type == Registered)
            await projections.WaitForAsync(tenant, [CustomerFactsProjection.ProjectionName], events[^1].Position + 1, Patience, cancel);
        events = await counted.OfAsync(tenant, events, cancel);
        var stated = events.Where(recorded => recorded.Type != Registered && !Merges.Types.Contains(recorded.Type)).Select(recorded => (Recorded: recorded, Fact: FactEvents.Of(recorded))).ToList();
        var merged = await facts.MergedAsync(tenant, events, cancel);
        var calls = new List<SegmentCall>();
        foreach (var segment in segments)
        {
            var days = new Dictionary<Guid, DateOnly>();
            void Call(Guid customer, Instant at)
            {
                var day = segment.Zone.DayOf(at);
                days[customer] = days.TryGetValue(customer, out var other) && other < day ? other : day;
            }
            foreach (var recorded in events.Where(recorded => recorded.Type == Registered && recorded.Cause != Intake.Imported))
                Call(recorded.Subject!.Value, Instant.Of(recorded.Effective));
            foreach (var (survivor, _, since) in merged) Call(survivor, since);
            foreach (var (recorded, fact) in stated) await CallAsync(tenant, segment, recorded, fact, Call, cancel);
            if (days.Count > 0) calls.Add(new(segment, [.. days.Keys], new StagePlan.AtOnce(days, segment.Today(time.GetUtcNow()))));
        }
        await JudgeAsync(tenant, calls, cancel);
    }

    private async Task JudgeAsync(TenantId tenant, IReadOnlyList<SegmentCall> calls, CancellationToken cancel)
    {
        var results = await judge.JudgeAsync(new(tenant, SegmentsJudgedBy.Service), calls, cancel);
        undecided.Add(tenant, results.Where(one => one.Failure is not null).Select(one => FailedCustomer.InSegment(one.Customer, one.Segment, one.Failure!)));
    }

    private async Task CallAsync(
        TenantId tenant, ComputedSegment segment, RecordedEvent recorded, Fact fact, Action<Guid, Instant> call, CancellationToken cancel)
    {
        var at = ((fact as Correction)?.Replacement ?? fact).At;
        // A membership may have been judged (by a timer, by a run) while a fact was on its way, and be recorded after that fact was dealt with here: once more, then.
        if (fact is Membership membership)
        {
            if (membership.Segment == segment.Code) call(recorded.Subject!.Value, at);
            return;
        }
        // Imported facts call for nothing, unless the import said so.
        if (recorded.Cause == Intake.Imported) return;
        if (segment.Covers(fact)) call(recorded.Subject!.Value, at);
        foreach (var (referrer, since) in await facts.ReferrersConcernedAsync(
            tenant, recorded.Subject!.Value, fact, at, segment.Covers(fact), segment.CoversOfReferred(fact), cancel))
            call(referrer, since);
    }
}
