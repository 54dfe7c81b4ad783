using System.Globalization;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Lifecycles;

namespace CustomerTiering.Lifecycle;

/// <summary>Who judges stages, and what the judgements belong to.</summary>
/// <param name="Tenant">Whose customers.</param>
/// <param name="Actor">A person, or the service itself.</param>
/// <param name="Correlation">A run, or null.</param>
public sealed record StagesJudgedBy(TenantId Tenant, string Actor, string? Correlation = null)
{
    /// <summary>The actor of what happens by itself.</summary>
    public const string Service = "service:lifecycle";
}

/// <summary>What judging one customer came to.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="From">The stage before; null without one.</param>
/// <param name="Entered">The stages that were entered now, in their order; the last one holds.</param>
/// <param name="Failure">Why judging ended early, or null.</param>
public sealed record StageResult(Guid Customer, string? From, IReadOnlyList<string> Entered, string? Failure);

/// <summary>
/// Judges the stages of customers, many at once: reads facts, lifecycle and current stages, lets the rules judge, appends what changed, and sets the timer for
/// the next day on which silence alone would change it. An event's id follows from all that it rests on, so judging again adds nothing.
/// </summary>
public sealed class StageJudge(
    FactsStore facts, StandardsInForce standards, ReadModels readModels, LogReader reader, LogWriter writer, EventSerializer serializer, StageTimers timers,
    TimeProvider time)
{
    private const int MostAttempts = 4;
    private static readonly StagesProjection Stages = new();

    /// <param name="by">Who, for whom.</param>
    /// <param name="customers">Which, each once.</param>
    /// <param name="plan">Which judgements.</param>
    /// <param name="cancel">Ends it early; what is appended stays.</param>
    /// <returns>One result for each customer whose stage changed or could not be judged.</returns>
    public async Task<IReadOnlyList<StageResult>> JudgeAsync(
        StagesJudgedBy by, IReadOnlyCollection<Guid> customers, StagePlan plan, CancellationToken cancel)
    {
        var versions = await standards.LifecyclesAsync(by.Tenant, cancel);
        if (versions.Count == 0 || customers.Count == 0) return [];
        var results = new List<StageResult>();
        var referred = versions.Any(version => version.Compiled.Interest.Referred);
        var open = customers.ToList();
        for (var attempt = 1; open.Count > 0; attempt++)
        {
            var known = await facts.LoadAsync(by.Tenant, open, referred, cancel);
            var states = await StatesAsync(by.Tenant, open, cancel);
            var judged = known.Values.Where(one => one.MergedInto is null).Select(one => Judge(by, versions, one, states.GetValueOrDefault(one.Customer, StageState.None), plan)).ToList();
            var writes = judged.FindAll(one => one.Request is not null);
            var outcomes = writes.Count == 0 ? [] : await writer.AppendManyAsync(by.Tenant, writes.ConvertAll(one => one.Request!), cancel);
            var lost = new HashSet<Guid>();
            for (var i = 0; i < writes.Count; i++)
                if (outcomes[i] is not AppendOutcome.Appended) lost.Add(writes[i].Result.Customer);
            if (lost.Count > 0 && attempt == MostAttempts)
                throw new InvalidOperationException($"The stages of {lost.Count} customers were changed concurrently at each attempt.");
            results.AddRange(judged.Where(one => !lost.Contains(one.Result.Customer) && (one.Result.Entered.Count > 0 || one.Result.Failure is not null)).Select(one => one.Result));
            await timers.SetAsync(by.Tenant, [.. judged.Where(one => !lost.Contains(one.Result.Customer)).Select(one => one.Next).OfType<StageDue>()], cancel);
            open = [.. lost];
        }
        return results;
    }

    private Judged Judge(
        StagesJudgedBy by, IReadOnlyList<StandardInForce<CompiledLifecycle>> versions, StoredFacts known, StageState state, StagePlan plan)
    {
        var walked = StageWalk.Run(versions, known, state, plan, StageTimers.Today(versions, time));
        var stream = StageState.Stream(known.Customer);
        var digest = Convert.ToHexStringLower(known.Digest.Span);
        var events = new List<NewEvent>();
        var after = state;
        foreach (var (from, to, judgement, lifecycle) in walked.Changes)
        {
            var id = ContentId.Of(
                by.Tenant.ToString(), stream.Value, lifecycle.Reference.Digest, judgement.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), digest,
                after.Last?.ToString("D"), to);
            var entered = new StageEntered(
                known.Customer, from, to, judgement.AsOf, new(lifecycle.Reference.Version, lifecycle.Reference.Digest), known.Position, digest,
                judgement.Metrics.Items, judgement.Verdicts.Items);
            // What is found in history calls for nothing by itself, like history that is imported.
            var cause = plan is StagePlan.Range ? Intake.Imported : null;
            events.Add(serializer.Write(by.Tenant, stream, entered, new(id, lifecycle.Compiled.Zone.StartOf(judgement.AsOf).ToDateTimeOffset(), known.Customer, Cause: cause)));
            after = after.After(to, judgement.AsOf, id);
        }
        var result = new StageResult(known.Customer, state.Stage, [.. walked.Changes.Select(change => change.To)], walked.Failure?.Message);
        return new(
            result, events.Count == 0 ? null : new(by.Tenant, by.Actor, [new(stream, state.Version, events)], Correlation: by.Correlation),
            NextOf(versions, known, after, plan, walked));
    }

    private StageDue? NextOf(
        IReadOnlyList<StandardInForce<CompiledLifecycle>> versions, StoredFacts known, StageState after, StagePlan plan, StageWalked walked)
    {
        // What can't be judged waits for another fact; and who was not asked about keeps the timer there is.
        if (walked.Failure is not null || (walked.JudgedThrough is null && plan is StagePlan.AsOf or StagePlan.Range)) return null;
        var from = walked.JudgedThrough?.AddDays(1) ?? StageTimers.Today(versions, time);
        return StageWalk.Next(versions, known, after, from) is var (day, zone) ? new(known.Customer, day, zone) : null;
    }

    /// <summary>
    /// The read model says who is in which stage, cheaply; the streams themselves are asked only where they are ahead of it: a judgement that
    /// changes nothing writes nothing, so that no conflict would tell that it rested on an old stage.
    /// </summary>
    private async Task<Dictionary<Guid, StageState>> StatesAsync(TenantId tenant, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        var versions = await reader.VersionsAsync(tenant, [.. customers.Select(StageState.Stream)], cancel);
        var views = await readModels.ViewsAsync(tenant, Stages, [.. customers.Select(customer => customer.ToString("D"))], cancel);
        var states = views.Value.Values.ToDictionary(view => view.Customer, view => view.State);
        var ahead = versions.Where(stream => states.GetValueOrDefault(StageState.CustomerOf(stream.Key), StageState.None).Version < stream.Value).Select(stream => stream.Key).ToList();
        foreach (var stream in ahead) states.Remove(StageState.CustomerOf(stream));
        if (ahead.Count == 0) return states;
        foreach (var recorded in await reader.StreamsAsync(tenant, ahead, cancel))
        {
            var customer = StageState.CustomerOf(recorded.Stream);
            states[customer] = StageState.Apply(states.GetValueOrDefault(customer), EventSerializer.Read(recorded), recorded);
        }
        return states;
    }

    private sealed record Judged(StageResult Result, AppendRequest? Request, StageDue? Next);
}
