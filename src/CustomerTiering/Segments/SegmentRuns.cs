using CustomerTiering.Access;
using CustomerTiering.BulkRuns;
using CustomerTiering.Customers;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Http;
using CustomerTiering.Http.Answers;
using CustomerTiering.Http.Contract;
using CustomerTiering.Lifecycle;
using CustomerTiering.Policies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Segments;

/// <summary>What a run judges: everybody as of one day, or everything from a day to a day, both included.</summary>
/// <param name="AsOf">One day, or null.</param>
/// <param name="From">The first day of a range, or null.</param>
/// <param name="To">The last day of a range, or null.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="Segment">One segment, or null for all that are computed.</param>
public sealed record SegmentScope(DateOnly? AsOf, DateOnly? From, DateOnly? To, string Actor, string? Segment);

/// <summary>What came out of a run.</summary>
/// <param name="Customers">How many customers were looked at.</param>
/// <param name="Entered">How often each segment was entered.</param>
/// <param name="Left">How often each segment was left.</param>
/// <param name="Failed">How many customers could not be judged.</param>
/// <param name="Failures">Why customers could not be judged: the first hundred.</param>
public sealed record SegmentRunResult(
    int Customers, IReadOnlyDictionary<string, int> Entered, IReadOnlyDictionary<string, int> Left, int Failed,
    IReadOnlyList<FailedCustomer> Failures)
{
    public static SegmentRunResult None { get; } = Of(0, []);

    internal static SegmentRunResult Of(int customers, IReadOnlyList<SegmentResult> results) => new(
        customers, Sum(results.Select(one => KeyValuePair.Create(one.Segment, one.Entered))), Sum(results.Select(one => KeyValuePair.Create(one.Segment, one.Left))),
        results.Where(one => one.Failure is not null).Select(one => one.Customer).Distinct().Count(),
        [.. results.Where(one => one.Failure is not null).Select(one => FailedCustomer.InSegment(one.Customer, one.Segment, one.Failure!)).Take(FailedCustomer.Most)]);

    internal static SegmentRunResult Sum(IReadOnlyList<SegmentRunResult> parts) => new(
        parts.Sum(part => part.Customers), Sum(parts.SelectMany(part => part.Entered)), Sum(parts.SelectMany(part => part.Left)), parts.Sum(part => part.Failed),
        [.. parts.SelectMany(part => part.Failures).Take(FailedCustomer.Most)]);

    private static SortedDictionary<string, int> Sum(IEnumerable<KeyValuePair<string, int>> counts) => new(
        counts.Where(count => count.Value > 0).GroupBy(count => count.Key).ToDictionary(group => group.Key, group => group.Sum(count => count.Value)), StringComparer.Ordinal);
}

/// <summary>How far an assessment of segments is.</summary>
public sealed class SegmentProgress(RunProgress run, SegmentScope scope, SegmentRunResult? result)
    : RunAnswer<SegmentScope, SegmentRunResult>(run, scope, result);

/// <summary>Judges everybody's segments. A chunk that is handled again adds nothing.</summary>
public sealed class SegmentRuns(RunServices services, StandardsInForce standards, SegmentJudge judge, FailedCustomers failed, TimeProvider time)
    : RunOverHttp<SegmentScope, SegmentRunResult, SegmentProgress>(services, About), IRunOverHttp
{
    public static RunDescription About { get; } = RunDescription.Assessment(
        "segment-assessment", [StandardsProjection.ProjectionName, SegmentFilter.ReadModel], "segment-assessments", "Assess the segment membership of all customers", "an assessment of segments");

    /// <summary>Why these days can't be judged, or null: they are still to come, or no segment that is computed is in force on them.</summary>
    /// <param name="tenant">Whose segments.</param>
    /// <param name="segment">One segment, or null for all.</param>
    /// <param name="days">The days.</param>
    /// <param name="cancel">Ends it early.</param>
    public async Task<Problem?> RefusalAsync(TenantId tenant, string? segment, AssessedDays days, CancellationToken cancel)
    {
        await KnownAsync(tenant, cancel);
        var computed = ComputedSegment.Of(await standards.SegmentsAsync(tenant, cancel)).Where(one => segment is null || one.Code == segment).SelectMany(one => one.Versions).ToList();
        return AssessableDays.Refusal(StandardKind.Segment, computed, lifecycle => lifecycle.Zone, days, time.GetUtcNow());
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
        await RefusalAsync(caller.Tenant, command.Segment, AssessedDays.Of(command.AsOf, command.From, command.To), cancel) is { } refusal
            ? refusal
            : command.ScopeFor(caller.Subject);

    protected override SegmentProgress Answer(RunProgress run, SegmentScope scope, SegmentRunResult? result) => new(run, scope, result);

    protected override async Task<SegmentRunResult> NamedAsync(Caller caller, SegmentRunResult result, CancellationToken cancel) =>
        result with { Failures = await failed.NamedAsync(caller, result.Failures, cancel) };

    protected override SegmentRunResult Sum(IReadOnlyList<SegmentRunResult> parts) => SegmentRunResult.Sum(parts);

    protected override async Task<SegmentRunResult> HandleAsync(
        RunChunk chunk, SegmentScope scope, IReadOnlyList<Guid> customers, CancellationToken cancel)
    {
        StagePlan plan = scope.AsOf is { } day ? new StagePlan.AsOf(day) : new StagePlan.Range(scope.From!.Value, scope.To!.Value);
        var segments = ComputedSegment.Of(await standards.SegmentsAsync(chunk.Tenant, cancel)).Where(segment => scope.Segment is null || segment.Code == scope.Segment);
        var results = await judge.JudgeAsync(
            new(chunk.Tenant, scope.Actor, $"run/{chunk.Run:D}"), [.. segments.Select(segment => new SegmentCall(segment, customers, plan))], cancel);
        return SegmentRunResult.Of(customers.Count, results);
    }
}
