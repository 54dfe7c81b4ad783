using System.Globalization;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Policies;

namespace CustomerTiering.Walks;

/// <summary>A judgement by one standard.</summary>
/// <param name="Customers">Each customer once.</param>
internal sealed record WalkCall(WalkedStandard Standard, IReadOnlyCollection<Guid> Customers, StagePlan Plan);

/// <summary>The result of judging one customer by one standard.</summary>
/// <param name="From">The stage before; null for none.</param>
/// <param name="Entered">The stages entered now, in order; the last one is the current stage.</param>
/// <param name="Failure">Why the judgement ended early, or null.</param>
public sealed record WalkResult(Guid Customer, string Standard, string? From, IReadOnlyList<string> Entered, string? Failure);

/// <summary>
/// Judges the stages of many customers at once: reads facts, standards and recorded stages, runs the rules, appends the changes, and sets the timer
/// for the next day on which silence may change a stage. The id of an event is derived from all its inputs, so judging again is idempotent.
/// </summary>
public sealed class WalkJudge<TWalk>(
    TWalk walk, FactsStore facts, LogReader reader, LogWriter writer, EventSerializer serializer, Timers timers, TimeProvider time)
    where TWalk : Walk
{
    /// <summary>Why these days cannot be judged by the standard (null: by any standard); null if they can.</summary>
    internal async Task<Problem?> RefusalAsync(TenantId tenant, string? standard, IWalkedDays days, CancellationToken cancel)
    {
        var versions = (await StandardsAsync(tenant, standard, cancel)).SelectMany(one => one.Versions).ToList();
        var asked = AssessedDays.Of(days.AsOf, days.From, days.To);
        return AssessableDays.Refusal(walk.Standard, versions, lifecycle => lifecycle.Zone, asked, time.GetUtcNow());
    }

    /// <summary>Judges the customers of a run's chunk by the standard (null: by all standards).</summary>
    internal async Task<IReadOnlyList<WalkResult>> RunAsync(
        RunChunk chunk, string actor, IReadOnlyList<Guid> customers, string? standard, IWalkedDays days, CancellationToken cancel)
    {
        StagePlan plan = days.AsOf is { } day ? new StagePlan.AsOf(day) : new StagePlan.Range(days.From!.Value, days.To!.Value);
        var calls = (await StandardsAsync(chunk.Tenant, standard, cancel)).Select(one => new WalkCall(one, customers, plan));
        return await JudgeAsync(chunk.Tenant, actor, $"run/{chunk.Run:D}", [.. calls], cancel);
    }

    /// <summary>Judges on facts and timers.</summary>
    internal Task<IReadOnlyList<WalkResult>> JudgeAsync(TenantId tenant, IReadOnlyList<WalkCall> calls, CancellationToken cancel) =>
        JudgeAsync(tenant, walk.Actor, correlation: null, calls, cancel);

    /// <returns>One result for each customer and standard with a change or a failure; events already appended stay.</returns>
    private async Task<IReadOnlyList<WalkResult>> JudgeAsync(
        TenantId tenant, string actor, string? correlation, IReadOnlyList<WalkCall> calls, CancellationToken cancel)
    {
        var results = new List<WalkResult>();
        var referred = calls.Any(call => call.Standard.LooksAtReferred);
        var asked = calls.SelectMany(call => call.Customers.Select(
            customer => (Call: call, Stream: walk.Stream(customer, call.Standard.Code), Customer: customer))).ToList();
        var lost = await Contention.SettleAsync(asked, async (open, _) =>
        {
            var known = await facts.LoadAsync(tenant, [.. open.Select(one => one.Customer).Distinct()], referred, cancel);
            var states = await StatesAsync(tenant, [.. open.Select(one => one.Stream)], cancel);
            var judged = open.Where(one => known.TryGetValue(one.Customer, out var found) && found.MergedInto is null)
                .Select(one => Judge(tenant, one.Call, one.Stream, known[one.Customer], states.GetValueOrDefault(one.Stream, walk.None))).ToList();
            var writes = judged.FindAll(one => one.Append.Events.Count > 0);
            var requests = writes.ConvertAll(one => new AppendRequest(tenant, actor, [one.Append], Correlation: correlation));
            var outcomes = requests.Count == 0 ? [] : await writer.AppendManyAsync(tenant, requests, cancel);
            var again = writes.Where((_, i) => outcomes[i] is not AppendOutcome.Appended).Select(one => one.Append.Stream).ToHashSet();
            judged.RemoveAll(one => again.Contains(one.Append.Stream));
            results.AddRange(judged.Select(one => one.Result).Where(result => result.Entered.Count > 0 || result.Failure is not null));
            await timers.SetAsync(tenant, [.. judged.Select(one => one.Next).OfType<DueTimer>()], cancel);
            return [.. open.Where(one => again.Contains(one.Stream))];
        });
        if (lost.Count > 0) throw Contention.Fault();
        return results;
    }

    private Judged Judge(TenantId tenant, WalkCall call, StreamId stream, StoredFacts known, StageState state)
    {
        var (standard, plan) = (call.Standard, call.Plan);
        var versions = state.Entered is null && plan is StagePlan.Overdue ? standard.Versions : standard.Followed;
        var walked = StageWalk.Run(versions, known, state, plan, standard.Today(time.GetUtcNow()));
        var digest = Convert.ToHexStringLower(known.Digest.Span);
        var events = new List<NewEvent>();
        var after = state;
        foreach (var change in walked.Changes)
        {
            var (to, judgement, version) = (change.To, change.Judgement, change.Lifecycle);
            var id = ContentId.Of(
                tenant.ToString(), stream.Value, version.Reference.Digest, judgement.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                digest, after.Last?.ToString("D"), to);
            // Changes found in history cause no further judgements, like imported history.
            var cause = plan is StagePlan.Range ? Intake.Imported : null;
            events.Add(serializer.Write(
                tenant, stream, walk.EventOf(known, standard.Code, change, digest),
                new(id, version.Compiled.Zone.StartOf(judgement.AsOf).ToDateTimeOffset(), known.Customer, Cause: cause)));
            after = after.After(to, judgement.AsOf, id);
        }
        return new(
            new(known.Customer, standard.Code, state.Stage, [.. walked.Changes.Select(change => change.To)], walked.Failure?.Message),
            new(stream, state.Version, events), NextOf(standard, known, after, plan, walked));
    }

    private DueTimer? NextOf(WalkedStandard standard, StoredFacts known, StageState after, StagePlan plan, StageWalked walked)
    {
        // A customer who cannot be judged waits for another fact. A customer outside the requested days keeps the existing timer.
        if (walked.Failure is not null || (walked.JudgedThrough is null && plan is StagePlan.AsOf or StagePlan.Range)) return null;
        var from = walked.JudgedThrough?.AddDays(1) ?? standard.Today(time.GetUtcNow());
        return StageWalk.Next(standard.Followed, known, after, from) is var (day, zone) && day < DateOnly.MaxValue
            ? new(walk.TimerKind, walk.Key(known.Customer, standard.Code), zone.StartOf(day.AddDays(1)).ToDateTimeOffset(), "{}"u8.ToArray())
            : null;
    }

    /// <summary>Reads the log: a judgement without changes appends nothing, so no conflict would reveal an outdated read model.</summary>
    private async Task<Dictionary<StreamId, StageState>> StatesAsync(TenantId tenant, IReadOnlyCollection<StreamId> streams, CancellationToken cancel)
    {
        var states = new Dictionary<StreamId, StageState>();
        foreach (var recorded in await reader.StreamsAsync(tenant, streams, cancel))
            states[recorded.Stream] = walk.Apply(states.GetValueOrDefault(recorded.Stream, walk.None), recorded);
        return states;
    }

    private async Task<IEnumerable<WalkedStandard>> StandardsAsync(TenantId tenant, string? standard, CancellationToken cancel) =>
        (await walk.StandardsAsync(tenant, cancel)).Where(one => standard is null || one.Code == standard);

    private sealed record Judged(WalkResult Result, StreamAppend Append, DueTimer? Next);
}
