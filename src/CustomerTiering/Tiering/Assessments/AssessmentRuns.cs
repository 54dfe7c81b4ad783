using CustomerTiering.BulkRuns;
using CustomerTiering.Customers;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Policies;
using CustomerTiering.Segments;
using CustomerTiering.Tiering.Deciding;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Assessments;

/// <summary>The scope of a run.</summary>
/// <param name="AsOf">The as-of date of one review of all customers, or null.</param>
/// <param name="From">The first day of a range, inclusive; or null.</param>
/// <param name="To">The last day of a range, inclusive; or null.</param>
/// <param name="Reviews">The review dates within the range; null for each policy's own schedule.</param>
/// <param name="Ladder">Null for all ladders.</param>
/// <param name="Transition">The version of the ladder's policy that comes into force on the range's only day, or null.</param>
/// <param name="RatesOf">The version of the ladder's policy whose rates are backfilled, or null.</param>
public sealed record AssessmentScope(
    DateOnly? AsOf, DateOnly? From, DateOnly? To, IReadOnlyList<DateOnly>? Reviews, string? Ladder, string Actor, int? Transition = null,
    int? RatesOf = null)
{
    /// <summary>The scope of the backfill for a version's rates.</summary>
    internal static AssessmentScope ForRatesOf(string ladder, int version) =>
        new(null, null, null, null, ladder, AssessmentOrigin.Service, RatesOf: version);
}

/// <summary>The progress of an assessment.</summary>
public sealed class AssessmentProgress(RunProgress run, AssessmentScope scope, AssessmentResult? result)
    : RunAnswer<AssessmentScope, AssessmentResult>(run, scope, result);

/// <summary>Assesses all customers. Repeating a chunk is idempotent.</summary>
public sealed class AssessmentRuns(
    RunServices services, TierAssessor assessor, LogReader reader, StandardsInForce standards, AssessmentDoor door, FailedCustomers failed,
    TimeProvider time)
    : RunOverHttp<AssessmentScope, AssessmentResult, AssessmentProgress>(services, About), IRunOverHttp
{
    private const int MostAtOnce = 400;

    /// <summary>Besides facts, an assessment reads policies, held tiers and computed segments.</summary>
    public static RunDescription About { get; } = RunDescription.Assessment(
        "assessment", [StandardsInForce.ReadModel, TiersProjection.ProjectionName, SegmentFilter.Follower], "assessments", "Assess all customers",
        "an assessment");

    /// <summary>Decides customers again, each from a day on: at once if they fit one chunk, otherwise by a run. Idempotent by the run's id.</summary>
    /// <param name="run">The id of the run, if one is needed.</param>
    /// <param name="since">For each customer the first day, inclusive.</param>
    internal async Task AgainAsync(
        TenantId tenant, Guid run, AssessmentScope scope, LadderVersions ladder, IReadOnlyDictionary<Guid, DateOnly> since, CancellationToken cancel)
    {
        if (since.Count <= MostAtOnce)
        {
            await AgainAsync(new(tenant, scope.Actor), ladder, since, cancel);
            return;
        }
        var chunks = since.OrderBy(one => one.Key).Chunk(MostAtOnce).Select(part => new Chunk(scope, default, default, part.ToDictionary()));
        await CreateAsync(tenant, run, scope, chunks, cancel);
    }

    /// <summary>Past days are decided again. Today, which is not over, is evaluated with the facts known now.</summary>
    private async Task<IReadOnlyList<TierResult>> AgainAsync(
        AssessmentOrigin by, LadderVersions ladder, IReadOnlyDictionary<Guid, DateOnly> since, CancellationToken cancel)
    {
        var today = ladder.Today(time.GetUtcNow());
        var late = since.Where(one => one.Value < today).ToDictionary();
        List<Guid> atOnce = [.. since.Where(one => one.Value == today).Select(one => one.Key)];
        return
        [
            .. await assessor.AssessAsync(by, late.Keys, new AssessmentPlan.Again(late), [ladder], cancel),
            .. await assessor.AssessAsync(by, atOnce, new AssessmentPlan.AtOnce(), [ladder], cancel),
        ];
    }

    public static void Map(RouteGroupBuilder api)
    {
        var assessments = api.MapGroup(About).WithCancellation<AssessmentRuns>();
        assessments.MapPost("/", Task<Results<Started<AssessmentProgress>, ProblemHttpResult>> (
            StartAssessment command, Caller caller, CommandKey key, AssessmentRuns runs, CancellationToken cancel) =>
            runs.StartAsync(caller, key, () => runs.ScopeAsync(caller, command, cancel), cancel)).Starts(About);
        assessments.MapGet("/{run:guid}", Task<Results<Read<AssessmentProgress>, ProblemHttpResult>> (
            Guid run, Caller caller, AssessmentRuns runs, CancellationToken cancel) => runs.ProgressAsync(run, caller, cancel)).TellsProgress(About);
    }

    private async Task<Result<AssessmentScope>> ScopeAsync(Caller caller, StartAssessment command, CancellationToken cancel)
    {
        await door.KnownAsync(caller.Tenant, cancel);
        return await door.RefusalAsync(caller.Tenant, command.Ladder, command.Days, cancel) is { } refusal
            ? refusal : command.ScopeFor(caller.Subject);
    }

    protected override AssessmentProgress Answer(RunProgress run, AssessmentScope scope, AssessmentResult? result) => new(run, scope, result);

    protected override async Task<AssessmentResult> NamedAsync(Caller caller, AssessmentResult result, CancellationToken cancel) =>
        result with { Failures = await failed.NamedAsync(caller, result.Failures, cancel) };

    protected override object ChunkOf(AssessmentScope scope, CustomerRange range) => new Chunk(scope, range.First, range.Last);

    protected override async Task<IReadOnlyList<Guid>> CustomersAsync(RunChunk chunk, CancellationToken cancel) =>
        Read<Chunk>(chunk.Payload).Since is { } since ? [.. since.Keys] : await base.CustomersAsync(chunk, cancel);

    protected override AssessmentResult Sum(IReadOnlyList<AssessmentResult> parts) => AssessmentResult.Sum(parts);

    protected override async Task<AssessmentResult> HandleAsync(
        RunChunk chunk, AssessmentScope scope, IReadOnlyList<Guid> customers, CancellationToken cancel)
    {
        var by = new AssessmentOrigin(chunk.Tenant, scope.Actor, $"run/{chunk.Run:D}");
        var ladders = await standards.LaddersAsync(chunk.Tenant, scope.Ladder, cancel);
        var results = Read<Chunk>(chunk.Payload).Since is { } since
            ? await AgainAsync(by, ladders.Single(), since, cancel)
            : await assessor.AssessAsync(by, customers, PlanOf(scope), ladders, cancel);
        if (chunk.Attempt > 1)
        {
            // The log has the results of what was recorded; this attempt has the rest.
            var told = results.Where(result => result.IsTold).Select(result => result with { Decisions = [], Warnings = 0, Moved = null });
            results = [.. await RecordedAsync(by, customers, ladders, cancel), .. told];
        }
        return AssessmentResult.Of(customers.Count, results);
    }

    private static AssessmentPlan PlanOf(AssessmentScope scope) => scope.Transition is { } version ? new AssessmentPlan.Transition(version)
        : scope.AsOf is { } day ? new AssessmentPlan.Review(day)
        : new AssessmentPlan.Range(scope.From!.Value, scope.To!.Value, scope.Reviews);

    /// <summary>The decisions recorded by this run for these customers, in any attempt.</summary>
    private async Task<IReadOnlyList<TierResult>> RecordedAsync(
        AssessmentOrigin by, IReadOnlyList<Guid> customers, IReadOnlyList<LadderVersions> ladders, CancellationToken cancel)
    {
        var streams = ladders.SelectMany(one => customers.Select(customer => TierState.Stream(customer, one.Ladder))).ToList();
        return RecordedResults.Of(await reader.StreamsAsync(by.Tenant, streams, cancel), by.Correlation!);
    }

    /// <summary>Customers in a range of ids, both inclusive, in text order; or customers to be decided again, each from a day on.</summary>
    private sealed record Chunk(AssessmentScope Scope, Guid First, Guid Last, IReadOnlyDictionary<Guid, DateOnly>? Since = null);
}
