using CustomerTiering.BulkRuns;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Tiering.Deciding;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Assessments;

/// <summary>Whose version's transition is previewed.</summary>
/// <param name="Version">The version, in force or not.</param>
/// <param name="From">The day on which it would come into force.</param>
/// <param name="Actor">Who asked for it.</param>
public sealed record TransitionScope(string Ladder, int Version, DateOnly From, string Actor);

/// <summary>A customer whose tier would be another once the version has first judged it.</summary>
/// <param name="From">The tier held now.</param>
/// <param name="To">The tier held then.</param>
/// <param name="AsOf">The day as of which the version would judge.</param>
/// <param name="Trigger">What would call for it.</param>
/// <param name="Outcome">What it would come to.</param>
/// <param name="Reasons">The criteria of the tier in question that are not met or, for a rise, that are.</param>
/// <param name="Uncounted">Amounts that did not count for want of a rate, by currency; null where all did.</param>
public sealed record TransitionMover(
    Guid Customer, string From, string To, DateOnly AsOf, string Trigger, string Outcome, IReadOnlyList<string> Reasons, IReadOnlyList<UncountedSum>? Uncounted = null);

/// <summary>What a version would make of held tiers, if nothing more happened.</summary>
/// <param name="Customers">How many hold a tier on the ladder.</param>
/// <param name="Outcomes">How many of them by the outcome of the version's first judgement; <c>kept</c> where it lets the tier alone for ten years.</param>
/// <param name="Moves">How many would go from one tier to another: <c>from → to</c>.</param>
/// <param name="Movers">Those who would move: the first hundred.</param>
/// <param name="Failures">Whose facts could not be counted: the first hundred.</param>
public sealed record TransitionResult(
    int Customers, IReadOnlyDictionary<string, int> Outcomes, IReadOnlyDictionary<string, int> Moves, IReadOnlyList<TransitionMover> Movers,
    IReadOnlyList<string> Failures)
{
    /// <summary>The parts of a run taken together.</summary>
    public static TransitionResult Sum(IReadOnlyList<TransitionResult> parts) => new(
        parts.Sum(part => part.Customers), parts.SelectMany(part => part.Outcomes).Summed(), parts.SelectMany(part => part.Moves).Summed(),
        [.. parts.SelectMany(part => part.Movers).Take(100)], [.. parts.SelectMany(part => part.Failures).Take(100)]);
}

/// <summary>How far a preview is.</summary>
public sealed record TransitionProgress(
    Guid Id, RunState State, int Chunks, int ChunksDone, TransitionScope Scope, TransitionResult? Result, string? Failure);

/// <summary>Tries a version's transition on everybody who holds a tier, before it is put in force. Nothing is written but the run's result.</summary>
public sealed class TransitionPreviews(RunServices services, StandardsInForce standards, ReadModels readModels, LogReader reader)
    : RunOverHttp<TransitionScope, TransitionResult, TransitionProgress>(services, About), IRunOverHttp
{
    private readonly TierStateReader _states = new(readModels, reader);

    public static RunDescription About { get; } = new(
        "transition-preview", AssessmentRuns.About.Reads, "transition-previews", "policies", "transition preview",
        "Preview how a version would change held tiers", "Get the progress and result of a preview: who would move, and between which tiers", CancelSummary: null,
        [Roles.PolicyAuthor, Roles.Approver, Roles.Operator], [Roles.PolicyAuthor, Roles.Approver, Roles.Operator, Roles.Reviewer]);

    /// <summary>A preview belongs to the version that it is asked of, and can't be cancelled.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGroup("/policies").WithTags(About.Tag).MapPost(
            "/{name}/versions/{version:int}/transition-preview", Task<Results<Started<TransitionProgress>, ProblemHttpResult>> (
            string name, int version, PreviewTransition command, Caller caller, CommandKey key, TransitionPreviews previews, CancellationToken cancel) =>
            previews.StartAsync(caller, key, () => previews.ScopeAsync(caller, name, version, command.From, cancel), cancel)).Starts(About);
        api.MapGroup(About).MapGet("/{run:guid}", Task<Results<Read<TransitionProgress>, ProblemHttpResult>> (
            Guid run, Caller caller, TransitionPreviews previews, CancellationToken cancel) => previews.ProgressAsync(run, caller, cancel)).TellsProgress(About);
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
        var others = (await standards.LadderAsync(chunk.Tenant, scope.Ladder, cancel))?.All.Where(version => version.Reference.Version != scope.Version) ?? [];
        var versions = new LadderVersions([.. others, policy]);
        // Of a group that lies in several chunks each chunk looks at all members, and answers for its own.
        var known = await Services.Facts.LoadAsync(
            chunk.Tenant, customers, policy.Compiled.Interest.Referred, cancel, withGroups: policy.Compiled.Policy.JudgesGroups);
        var tiers = await _states.ReadAsync(chunk.Tenant, [.. known.Keys.Select(customer => TierState.Key(customer, scope.Ladder))], past: null, fresh: false, cancel);
        var held = known.Keys.ToDictionary(customer => customer, customer => tiers.GetValueOrDefault(TierState.Key(customer, scope.Ladder))?.State.Held);
        var judged = StoredFacts.Sets(known.Values).SelectMany(set => DecisionTimelines.FirstJudgements(chunk.Tenant, versions, set, held)).ToDictionary();
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
        var mover = new TransitionMover(customer, held.Tier, decision.Held, decision.AsOf, decision.Trigger.Kind.Name(), decision.Outcome.Name(), Reasons(policy, decision), UncountedSum.Of(decision.Assessment));
        return new(1, Of(mover.Outcome), Of($"{mover.From} → {mover.To}"), [mover], []);
    }

    private static Dictionary<string, int> Of(string? name) => name is null ? [] : new() { [name] = 1 };

    /// <summary>What was not met of what keeps the lowest tier that failed or, where the customer rises, what was met of the tier's own.</summary>
    private static List<string> Reasons(CompiledPolicy policy, Decision decision)
    {
        var rules = TraceReading.Of(policy, decision.Assessment);
        var rises = decision.Outcome == Outcome.Upgraded;
        var failed = rules.Where(rule => rule.Verdict != Verdict.Met && rule.Tier != decision.Held).ToList();
        var rule = rises ? rules.LastOrDefault(rule => rule.Tier == decision.Held) : failed.LastOrDefault(rule => rule.Tier == failed[0].Tier);
        return rule is null ? [] : [.. rule.Criteria.Where(criterion => criterion.Required is not null && criterion.Verdict == Verdict.Met == rises)
            .Select(criterion => $"{rule.Tier}: {criterion.Subject} {criterion.Required}, found {criterion.Actual ?? "nothing"}")];
    }

    /// <summary>Customers from one id to another, both included, in the order of their text.</summary>
    private sealed record Chunk(TransitionScope Scope, Guid First, Guid Last);
}
