using CustomerTiering.BulkRuns;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Tiering.Deciding;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Assessments;

/// <summary>The scope of a transition preview.</summary>
/// <param name="Version">The version, in force or not.</param>
/// <param name="From">The day on which it would come into force.</param>
public sealed record TransitionScope(string Ladder, int Version, DateOnly From, string Actor);

/// <summary>A customer whose tier would change at the version's first judgement.</summary>
/// <param name="From">The tier held now.</param>
/// <param name="To">The tier held after the judgement.</param>
/// <param name="AsOf">The as-of date of the judgement.</param>
/// <param name="Reasons">The tier's criteria that are not met or, for an upgrade, that are met.</param>
/// <param name="Uncounted">Amounts that do not count because they have no rate, by currency; null if all amounts count.</param>
public sealed record TransitionMover(
    Guid Customer, string From, string To, DateOnly AsOf, string Trigger, string Outcome, IReadOnlyList<string> Reasons,
    IReadOnlyList<UncountedSum>? Uncounted = null);

/// <summary>How a version would change held tiers without further facts.</summary>
/// <param name="Customers">How many customers hold a tier on the ladder.</param>
/// <param name="Outcomes">The number of customers by outcome of the first judgement; <c>kept</c> if unchanged for ten years.</param>
/// <param name="Moves">The number of customers by change: <c>from → to</c>.</param>
/// <param name="Movers">The first hundred customers whose tier would change.</param>
/// <param name="Failures">The first hundred customers whose facts could not be counted.</param>
public sealed record TransitionResult(
    int Customers, IReadOnlyDictionary<string, int> Outcomes, IReadOnlyDictionary<string, int> Moves, IReadOnlyList<TransitionMover> Movers,
    IReadOnlyList<string> Failures)
{
    /// <summary>Sums the results of a run's chunks.</summary>
    public static TransitionResult Sum(IReadOnlyList<TransitionResult> parts) => new(
        parts.Sum(part => part.Customers), parts.SelectMany(part => part.Outcomes).Summed(), parts.SelectMany(part => part.Moves).Summed(),
        [.. parts.SelectMany(part => part.Movers).Take(100)], [.. parts.SelectMany(part => part.Failures).Take(100)]);
}

/// <summary>The progress of a preview.</summary>
public sealed record TransitionProgress(
    Guid Id, RunState State, int Chunks, int ChunksDone, TransitionScope Scope, TransitionResult? Result, string? Failure);

/// <summary>Tries a version's transition on all holders of a tier, before it is put in force. Only the run's result is stored.</summary>
public sealed class TransitionPreviews(RunServices services, StandardsInForce standards, ReadModels readModels, LogReader reader)
    : RunOverHttp<TransitionScope, TransitionResult, TransitionProgress>(services, About), IRunOverHttp
{
    private readonly TierStateReader _states = new(readModels, reader);

    public static RunDescription About { get; } = new(
        "transition-preview", AssessmentRuns.About.Reads, "transition-previews", "policies", "transition preview",
        "Preview how a version would change held tiers", "Get the progress and result of a preview: who would move, and between which tiers",
        CancelSummary: null,
        [Roles.PolicyAuthor, Roles.Approver, Roles.Operator], [Roles.PolicyAuthor, Roles.Approver, Roles.Operator, Roles.Reviewer]);

    /// <summary>Previews are started under the version, and cannot be cancelled.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGroup("/policies").WithTags(About.Tag).MapPost(
            "/{name}/versions/{version:int}/transition-preview", Task<Results<Started<TransitionProgress>, ProblemHttpResult>> (
            string name, int version, PreviewTransition command, Caller caller, CommandKey key, TransitionPreviews previews,
            CancellationToken cancel) =>
            previews.StartAsync(caller, key, () => previews.ScopeAsync(caller, name, version, command.From, cancel), cancel)).Starts(About);
        api.MapGroup(About).MapGet("/{run:guid}", Task<Results<Read<TransitionProgress>, ProblemHttpResult>> (
            Guid run, Caller caller, TransitionPreviews previews,
            CancellationToken cancel) => previews.ProgressAsync(run, caller, cancel)).TellsProgress(About);
    }

    protected override TransitionProgress Answer(RunProgress run, TransitionScope scope, TransitionResult? result) =>
        new(run.Id, run.State, run.Chunks, run.ChunksDone, scope, result, run.Failure);

    protected override object ChunkOf(TransitionScope scope, CustomerRange range) => new Chunk(scope, range.First, range.Last);

    protected override TransitionResult Sum(IReadOnlyList<TransitionResult> parts) => TransitionResult.Sum(parts);

    protected override async Task<TransitionResult> HandleAsync(
        RunChunk chunk, TransitionScope scope, IReadOnlyList<Guid> customers, CancellationToken cancel)
    {
        var policy = await standards.AsIfInForceAsync(chunk.Tenant, scope.Ladder, scope.Version, scope.From, cancel)
            ?? throw new InvalidDataException($"There is no version {scope.Version} of {scope.Ladder}.");
        var others =
            (await standards.LadderAsync(chunk.Tenant, scope.Ladder, cancel))?.All.Where(version => version.Reference.Version != scope.Version) ?? [];
        var versions = new LadderVersions([.. others, policy]);
        // A group may be spread over several chunks. Each chunk judges all members and reports only its own customers.
        var known = await Services.Facts.LoadAsync(
            chunk.Tenant, customers, policy.Compiled.Interest.Referred, cancel, withGroups: policy.Compiled.Policy.JudgesGroups);
        var tiers = await _states.ReadAsync(
            chunk.Tenant, [.. known.Keys.Select(customer => TierState.Key(customer, scope.Ladder))], past: null, fresh: false, cancel);
        var held = known.Keys.ToDictionary(
            customer => customer, customer => tiers.GetValueOrDefault(TierState.Key(customer, scope.Ladder))?.State.Held);
        var judged = StoredFacts.Sets(known.Values)
            .SelectMany(set => DecisionTimelines.FirstJudgements(chunk.Tenant, versions, set, held)).ToDictionary();
        return TransitionResult.Sum(
            [.. customers.Where(judged.ContainsKey).Select(customer => Of(customer, held[customer]!, judged[customer], policy.Compiled))]);
    }

    private async Task<Result<TransitionScope>> ScopeAsync(Caller caller, string ladder, int version, DateOnly? from, CancellationToken cancel) =>
        await standards.AsIfInForceAsync(caller.Tenant, ladder, version, from, cancel) is { } policy
            ? new TransitionScope(ladder, version, policy.From, caller.Subject)
            : Problem.NotFound("version");

    private static TransitionResult Of(Guid customer, HeldState held, FirstJudged judged, CompiledPolicy policy)
    {
        var (decision, error) = judged;
        if (error is not null) return new(1, Of("failed"), Of(null), [], [$"{customer:D}: {error.Message}"]);
        if (decision is null || decision.Held == held.Tier) return new(1, Of(decision?.Outcome.Name() ?? "kept"), Of(null), [], []);
        var mover = new TransitionMover(customer, held.Tier, decision.Held, decision.AsOf, decision.Trigger.Kind.Name(), decision.Outcome.Name(),
            Reasons(policy, decision), UncountedSum.Of(decision.Assessment));
        return new(1, Of(mover.Outcome), Of($"{mover.From} → {mover.To}"), [mover], []);
    }

    private static Dictionary<string, int> Of(string? name) => name is null ? [] : new() { [name] = 1 };

    /// <summary>For an upgrade, the met criteria of the new tier; otherwise the unmet criteria of the lowest tier that failed.</summary>
    private static List<string> Reasons(CompiledPolicy policy, Decision decision)
    {
        var rules = TraceReading.Of(policy, decision.Assessment);
        var rises = decision.Outcome == Outcome.Upgraded;
        var failed = rules.Where(rule => rule.Verdict != Verdict.Met && rule.Tier != decision.Held).ToList();
        var rule = rises ? rules.LastOrDefault(rule => rule.Tier == decision.Held) : failed.LastOrDefault(rule => rule.Tier == failed[0].Tier);
        return rule is null ? [] : [.. rule.Criteria.Where(criterion => criterion.Required is not null && criterion.Verdict == Verdict.Met == rises)
            .Select(criterion => $"{rule.Tier}: {criterion.Subject} {criterion.Required}, found {criterion.Actual ?? "nothing"}")];
    }

    /// <summary>Customers in a range of ids, both inclusive, in the order of their text.</summary>
    private sealed record Chunk(TransitionScope Scope, Guid First, Guid Last);
}
