using CustomerTiering.BulkRuns;
using CustomerTiering.Customers;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Segments;
using CustomerTiering.Walks;

namespace CustomerTiering.Segments;

/// <summary>The scope of a run: all customers as of one day, or a range of days, both inclusive; one segment, or all if null.</summary>
public sealed record SegmentScope(DateOnly? AsOf, DateOnly? From, DateOnly? To, string Actor, string? Segment) : IWalkedDays;

/// <summary>The result of a run.</summary>
/// <param name="Customers">How many customers were judged.</param>
/// <param name="Entered">How often each segment was entered.</param>
/// <param name="Left">How often each segment was left.</param>
/// <param name="Failed">How many customers could not be judged.</param>
/// <param name="Failures">The reasons: the first hundred.</param>
public sealed record SegmentRunResult(
    int Customers, IReadOnlyDictionary<string, int> Entered, IReadOnlyDictionary<string, int> Left, int Failed,
    IReadOnlyList<FailedCustomer> Failures)
{
    public static SegmentRunResult None { get; } = Of(0, []);

    internal static SegmentRunResult Of(int customers, IReadOnlyList<WalkResult> results) => new(
        customers, Count(results, CompiledSegment.In), Count(results, CompiledSegment.Out),
        results.Where(one => one.Failure is not null).Select(one => one.Customer).Distinct().Count(),
        [
            .. results.Where(one => one.Failure is not null).Select(one => FailedCustomer.InSegment(one.Customer, one.Standard, one.Failure!))
                .Take(FailedCustomer.Most),
        ]);

    internal static SegmentRunResult Sum(IReadOnlyList<SegmentRunResult> parts) => new(
        parts.Sum(part => part.Customers), parts.SelectMany(part => part.Entered).Summed(), parts.SelectMany(part => part.Left).Summed(),
        parts.Sum(part => part.Failed),
        [.. parts.SelectMany(part => part.Failures).Take(FailedCustomer.Most)]);

    private static SortedDictionary<string, int> Count(IReadOnlyList<WalkResult> results, string stage) =>
        results.SelectMany(one => one.Entered.Where(entered => entered == stage).Select(_ => KeyValuePair.Create(one.Standard, 1))).Summed();
}

/// <summary>The progress of a segment assessment.</summary>
public sealed class SegmentProgress(RunProgress run, SegmentScope scope, SegmentRunResult? result)
    : RunAnswer<SegmentScope, SegmentRunResult>(run, scope, result);

/// <summary>Judges the segment memberships of all customers. Repeating a chunk is idempotent.</summary>
public sealed class SegmentRuns(RunServices services, WalkJudge<SegmentWalk> judge, FailedCustomers failed)
    : RunOverHttp<SegmentScope, SegmentRunResult, SegmentProgress>(services, About), IRunOverHttp
{
    public static RunDescription About { get; } = RunDescription.Assessment(
        "segment-assessment", [StandardsInForce.ReadModel, SegmentFilter.ReadModel], "segment-assessments",
        "Assess the segment membership of all customers",
        "an assessment of segments");

    /// <summary>Why these days cannot be judged, or null: a day is in the future, or no computed segment is in force on it.</summary>
    public async Task<Problem?> RefusalAsync(TenantId tenant, string? segment, IWalkedDays days, CancellationToken cancel)
    {
        await KnownAsync(tenant, cancel);
        return await judge.RefusalAsync(tenant, segment, days, cancel);
    }

    public static void Map(RouteGroupBuilder api)
    {
        var assessments = api.MapGroup(About).WithCancellation<SegmentRuns>();
        assessments.MapPost("/", Task<Results<Started<SegmentProgress>, ProblemHttpResult>> (
            StartSegmentAssessment command, Caller caller, CommandKey key, SegmentRuns runs, CancellationToken cancel) =>
            runs.StartAsync(caller, key, () => runs.ScopeAsync(caller, command, cancel), cancel)).Starts(About);
        assessments.MapGet("/{run:guid}", Task<Results<Read<SegmentProgress>, ProblemHttpResult>> (
            Guid run, Caller caller, SegmentRuns runs, CancellationToken cancel) => runs.ProgressAsync(run, caller, cancel)).TellsProgress(About);
    }

    private async Task<Result<SegmentScope>> ScopeAsync(Caller caller, StartSegmentAssessment command, CancellationToken cancel) =>
        await RefusalAsync(caller.Tenant, command.Segment, command, cancel) is { } refusal
            ? refusal
            : new SegmentScope(command.AsOf, command.From, command.To, caller.Subject, command.Segment);

    protected override SegmentProgress Answer(RunProgress run, SegmentScope scope, SegmentRunResult? result) => new(run, scope, result);

    protected override async Task<SegmentRunResult> NamedAsync(Caller caller, SegmentRunResult result, CancellationToken cancel) =>
        result with { Failures = await failed.NamedAsync(caller, result.Failures, cancel) };

    protected override SegmentRunResult Sum(IReadOnlyList<SegmentRunResult> parts) => SegmentRunResult.Sum(parts);

    protected override async Task<SegmentRunResult> HandleAsync(
        RunChunk chunk, SegmentScope scope, IReadOnlyList<Guid> customers, CancellationToken cancel) =>
        SegmentRunResult.Of(customers.Count, await judge.RunAsync(chunk, scope.Actor, customers, scope.Segment, scope, cancel));
}
