using System.Text.Json;
using CustomerTiering.Customers;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Facts;
using CustomerTiering.Http;
using CustomerTiering.Lifecycle;
using CustomerTiering.Policies;

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

/// <summary>Judges everybody's segments, in pieces of a few hundred customers that are done again if a worker dies over them; again, they add nothing.</summary>
public sealed class SegmentRuns(Runs runs, Everybody everybody, FactsStore facts, StandardsInForce standards, SegmentJudge judge, TimeProvider time)
{
    public const string Kind = "segment-assessment";

    /// <summary>What is read besides facts.</summary>
    internal static readonly IReadOnlyCollection<string> Reads = [StandardsProjection.ProjectionName, SegmentFilter.ReadModel];

    public RunKind RunKind => new(HandleAsync, Sum);

    /// <summary>Why these days can't be judged, or null: they are still to come, or no segment that is computed is in force on them.</summary>
    /// <param name="tenant">Whose segments.</param>
    /// <param name="segment">One segment, or null for all.</param>
    /// <param name="days">The days.</param>
    /// <param name="cancel">Ends it early.</param>
    public async Task<Problem?> RefusalAsync(TenantId tenant, string? segment, AssessedDays days, CancellationToken cancel)
    {
        await everybody.KnownAsync(tenant, Reads, cancel);
        var computed = ComputedSegment.Of(await standards.SegmentsAsync(tenant, cancel)).Where(one => segment is null || one.Code == segment).SelectMany(one => one.Versions).ToList();
        return AssessableDays.Refusal(StandardKind.Segment, computed, lifecycle => lifecycle.Zone, days, time.GetUtcNow());
    }

    /// <summary>Makes the run of all customers whose facts were recorded before; workers begin at once.</summary>
    /// <exception cref="EventLog.Projections.BehindException">The read models have not caught up.</exception>
    public async Task StartAsync(TenantId tenant, Guid run, SegmentScope scope, CancellationToken cancel)
    {
        var chunks = new List<ReadOnlyMemory<byte>>();
        foreach (var piece in await everybody.InPiecesAsync(tenant, Reads, cancel)) chunks.Add(JsonSerializer.SerializeToUtf8Bytes(piece, EventJson.Options));
        await runs.CreateAsync(tenant, run, Kind, JsonSerializer.SerializeToUtf8Bytes(scope, EventJson.Options), chunks, time.GetUtcNow(), cancel);
    }

    private async Task<ReadOnlyMemory<byte>> HandleAsync(RunChunk chunk, CancellationToken cancel)
    {
        var scope = JsonSerializer.Deserialize<SegmentScope>(chunk.Parameters.Span, EventJson.Options)!;
        var piece = JsonSerializer.Deserialize<CustomerRange>(chunk.Payload.Span, EventJson.Options)!;
        var customers = await facts.CustomersBetweenAsync(chunk.Tenant, piece.First, piece.Last, cancel);
        StagePlan plan = scope.AsOf is { } day ? new StagePlan.AsOf(day) : new StagePlan.Range(scope.From!.Value, scope.To!.Value);
        var segments = ComputedSegment.Of(await standards.SegmentsAsync(chunk.Tenant, cancel)).Where(segment => scope.Segment is null || segment.Code == scope.Segment);
        var results = await judge.JudgeAsync(
            new(chunk.Tenant, scope.Actor, $"run/{chunk.Run:D}"), [.. segments.Select(segment => new SegmentCall(segment, customers, plan))], cancel);
        return JsonSerializer.SerializeToUtf8Bytes(SegmentRunResult.Of(customers.Count, results), EventJson.Options);
    }

    private static ReadOnlyMemory<byte> Sum(IReadOnlyList<ReadOnlyMemory<byte>> parts) => JsonSerializer.SerializeToUtf8Bytes(
        SegmentRunResult.Sum([.. parts.Select(part => JsonSerializer.Deserialize<SegmentRunResult>(part.Span, EventJson.Options)!)]), EventJson.Options);
}
