using System.Globalization;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Facts;
using CustomerTiering.Lifecycle;
using CustomerTiering.Rules.Segments;

namespace CustomerTiering.Segments;

/// <summary>Who judges memberships, and what the judgements belong to.</summary>
/// <param name="Tenant">Whose customers.</param>
/// <param name="Actor">A person, or the service itself.</param>
/// <param name="Correlation">A run, or null.</param>
public sealed record SegmentsJudgedBy(TenantId Tenant, string Actor, string? Correlation = null)
{
    /// <summary>The actor of what happens by itself.</summary>
    public const string Service = "service:segments";
}

/// <summary>What is to be judged of one segment.</summary>
/// <param name="Segment">Which.</param>
/// <param name="Customers">Whom, each once.</param>
/// <param name="Plan">On which days.</param>
public sealed record SegmentCall(ComputedSegment Segment, IReadOnlyCollection<Guid> Customers, StagePlan Plan);

/// <summary>What judging one customer for one segment came to.</summary>
/// <param name="Customer">Whom.</param>
/// <param name="Segment">Which segment.</param>
/// <param name="Entered">How often it was entered now.</param>
/// <param name="Left">How often it was left now.</param>
/// <param name="Failure">Why judging ended early, or null.</param>
public sealed record SegmentResult(Guid Customer, string Segment, int Entered, int Left, string? Failure);

/// <summary>
/// Judges who is in which segment, many customers at once: reads facts, segments and what is recorded, lets the rules judge, appends what changed, and sets the
/// timer for the next day on which silence alone would change it. An event's id follows from all that it rests on, so judging again adds nothing.
/// </summary>
public sealed class SegmentJudge(FactsStore facts, LogReader reader, LogWriter writer, EventSerializer serializer, Timers timers, TimeProvider time)
{
    /// <summary>The timer at the end of the next day on which silence alone changes a membership: one for each customer and segment.</summary>
    public const string TimerKind = "segment-due";

    private const int MostAttempts = 4;

    /// <param name="by">Who, for whom.</param>
    /// <param name="calls">What; each segment once.</param>
    /// <param name="cancel">Ends it early; what is appended stays.</param>
    /// <returns>One result for each customer and segment that changed or could not be judged.</returns>
    public async Task<IReadOnlyList<SegmentResult>> JudgeAsync(SegmentsJudgedBy by, IReadOnlyList<SegmentCall> calls, CancellationToken cancel)
    {
        var results = new List<SegmentResult>();
        var referred = calls.Any(call => call.Segment.LooksAtReferred);
        var open = calls.SelectMany(call => call.Customers.Select(customer => (Call: call, Customer: customer))).ToList();
        for (var attempt = 1; open.Count > 0; attempt++)
        {
            var known = await facts.LoadAsync(by.Tenant, [.. open.Select(one => one.Customer).Distinct()], referred, cancel);
            var states = await StatesAsync(by.Tenant, [.. open.Select(one => SegmentStream.Of(one.Customer, one.Call.Segment.Code))], cancel);
            var judged = open.Where(one => known.TryGetValue(one.Customer, out var found) && found.MergedInto is null).Select(one => Judge(by, one.Call, known[one.Customer], states)).ToList();
            var writes = judged.FindAll(one => one.Request is not null);
            var outcomes = writes.Count == 0 ? [] : await writer.AppendManyAsync(by.Tenant, writes.ConvertAll(one => one.Request!), cancel);
            var lost = new HashSet<(Guid, string)>();
            for (var i = 0; i < writes.Count; i++)
                if (outcomes[i] is not AppendOutcome.Appended) lost.Add((writes[i].Result.Customer, writes[i].Result.Segment));
            if (lost.Count > 0 && attempt == MostAttempts)
                throw new InvalidOperationException($"{lost.Count} memberships were changed concurrently at each attempt.");
            judged.RemoveAll(one => lost.Contains((one.Result.Customer, one.Result.Segment)));
            results.AddRange(judged.Select(one => one.Result).Where(result => result is { Entered: > 0 } or { Left: > 0 } or { Failure: not null }));
            await timers.SetAsync(by.Tenant, [.. judged.Select(one => one.Next).OfType<DueTimer>()], cancel);
            open = open.FindAll(one => lost.Contains((one.Customer, one.Call.Segment.Code)));
        }
        return results;
    }

    private Judged Judge(SegmentsJudgedBy by, SegmentCall call, StoredFacts known, Dictionary<StreamId, StageState> states)
    {
        var (segment, plan) = (call.Segment, call.Plan);
        var stream = SegmentStream.Of(known.Customer, segment.Code);
        var state = states.GetValueOrDefault(stream, SegmentStream.None);
        var versions = state.Entered is null && plan is StagePlan.Overdue ? segment.Versions : segment.Followed;
        var walked = StageWalk.Run(versions, known, state, plan, segment.Today(time.GetUtcNow()));
        var digest = Convert.ToHexStringLower(known.Digest.Span);
        var events = new List<NewEvent>();
        var after = state;
        foreach (var (_, to, judgement, definition) in walked.Changes)
        {
            var id = ContentId.Of(
                by.Tenant.ToString(), stream.Value, definition.Reference.Digest, judgement.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), digest,
                after.Last?.ToString("D"), to);
            // What is found in history calls for nothing by itself, like history that is imported.
            var cause = plan is StagePlan.Range ? Intake.Imported : null;
            events.Add(serializer.Write(
                by.Tenant, stream, Body(known, segment.Code, to, judgement, new(definition.Reference.Version, definition.Reference.Digest), digest),
                new(id, definition.Compiled.Zone.StartOf(judgement.AsOf).ToDateTimeOffset(), known.Customer, Cause: cause)));
            after = after.After(to, judgement.AsOf, id);
        }
        var entered = walked.Changes.Count(change => change.To == CompiledSegment.In);
        return new(
            new(known.Customer, segment.Code, entered, walked.Changes.Count - entered, walked.Failure?.Message),
            events.Count == 0 ? null : new(by.Tenant, by.Actor, [new(stream, state.Version, events)], Correlation: by.Correlation),
            NextOf(segment, known, after, plan, walked));
    }

    private static object Body(StoredFacts known, string segment, string to, Rules.Lifecycles.StageJudgement judgement, DefinedBy definition, string digest) => to == CompiledSegment.In
        ? new SegmentEntered(known.Customer, segment, judgement.AsOf, definition, known.Position, digest, judgement.Metrics.Items, judgement.Verdicts[0])
        : new SegmentLeft(known.Customer, segment, judgement.AsOf, definition, known.Position, digest, judgement.Metrics.Items, judgement.Verdicts[0]);

    private DueTimer? NextOf(ComputedSegment segment, StoredFacts known, StageState after, StagePlan plan, StageWalked walked)
    {
        // What can't be judged waits for another fact; and who was not asked about keeps the timer there is.
        if (walked.Failure is not null || (walked.JudgedThrough is null && plan is StagePlan.AsOf or StagePlan.Range)) return null;
        var from = walked.JudgedThrough?.AddDays(1) ?? segment.Today(time.GetUtcNow());
        return StageWalk.Next(segment.Followed, known, after, from) is var (day, zone) && day < DateOnly.MaxValue
            ? new(TimerKind, SegmentStream.Key(known.Customer, segment.Code), zone.StartOf(day.AddDays(1)).ToDateTimeOffset(), "{}"u8.ToArray())
            : null;
    }

    /// <summary>What the log itself says, not a read model: a judgement that changes nothing writes nothing, so that no conflict would tell that it rested on less.</summary>
    private async Task<Dictionary<StreamId, StageState>> StatesAsync(TenantId tenant, IReadOnlyCollection<StreamId> streams, CancellationToken cancel)
    {
        var states = new Dictionary<StreamId, StageState>();
        foreach (var recorded in await reader.StreamsAsync(tenant, streams, cancel))
            states[recorded.Stream] = SegmentStream.Apply(states.GetValueOrDefault(recorded.Stream, SegmentStream.None), recorded);
        return states;
    }

    private sealed record Judged(SegmentResult Result, AppendRequest? Request, DueTimer? Next);
}
