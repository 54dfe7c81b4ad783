using System.Text.Json;
using CustomerTiering.Customers;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Facts;
using CustomerTiering.Http;
using CustomerTiering.Policies;

namespace CustomerTiering.Lifecycle;

/// <summary>What a run judges: everybody as of one day, or everything from a day to a day, both included.</summary>
/// <param name="AsOf">One day, or null.</param>
/// <param name="From">The first day of a range, or null.</param>
/// <param name="To">The last day of a range, or null.</param>
/// <param name="Actor">Who asked for it.</param>
public sealed record LifecycleScope(DateOnly? AsOf, DateOnly? From, DateOnly? To, string Actor);

/// <summary>What came out of a run.</summary>
/// <param name="Customers">How many customers were looked at.</param>
/// <param name="Entered">How often each stage was entered.</param>
/// <param name="Moves">How often one stage was left for another: <c>from → to</c>, with <c>-</c> for none.</param>
/// <param name="Failed">How many customers could not be judged.</param>
/// <param name="Failures">Why customers could not be judged: the first hundred.</param>
public sealed record LifecycleResult(
    int Customers, IReadOnlyDictionary<string, int> Entered, IReadOnlyDictionary<string, int> Moves, int Failed,
    IReadOnlyList<FailedCustomer> Failures)
{
    internal static LifecycleResult Of(int customers, IReadOnlyList<StageResult> results) => new(
        customers, Count(results.SelectMany(result => result.Entered)), Count(results.SelectMany(Moved)), results.Count(result => result.Failure is not null),
        [.. results.Where(result => result.Failure is not null).Select(result => FailedCustomer.InLifecycle(result.Customer, result.Failure!)).Take(FailedCustomer.Most)]);

    internal static LifecycleResult Sum(IReadOnlyList<LifecycleResult> parts) => new(
        parts.Sum(part => part.Customers), Sum(parts.SelectMany(part => part.Entered)), Sum(parts.SelectMany(part => part.Moves)), parts.Sum(part => part.Failed),
        [.. parts.SelectMany(part => part.Failures).Take(FailedCustomer.Most)]);

    private static IEnumerable<string> Moved(StageResult result) =>
        result.Entered.Zip(result.Entered.Prepend(result.From ?? "-"), (to, from) => $"{from} → {to}");

    private static SortedDictionary<string, int> Count(IEnumerable<string> names) =>
        new(names.CountBy(name => name).ToDictionary(), StringComparer.Ordinal);

    private static SortedDictionary<string, int> Sum(IEnumerable<KeyValuePair<string, int>> counts) =>
        new(counts.GroupBy(count => count.Key).ToDictionary(group => group.Key, group => group.Sum(count => count.Value)), StringComparer.Ordinal);
}

/// <summary>Judges everybody's stage, in pieces of a few hundred customers that are done again if a worker dies over them; again, they add nothing.</summary>
public sealed class LifecycleRuns(Runs runs, Everybody everybody, FactsStore facts, StandardsInForce standards, StageJudge judge, TimeProvider time)
{
    public const string Kind = "lifecycle-assessment";

    /// <summary>What is read besides facts.</summary>
    internal static readonly IReadOnlyCollection<string> Reads = [StandardsProjection.ProjectionName, StagesProjection.ProjectionName];

    public RunKind RunKind => new(HandleAsync, Sum);

    /// <summary>Why these days can't be judged, or null: they are still to come, or no lifecycle is in force on them.</summary>
    internal async Task<Problem?> RefusalAsync(TenantId tenant, AssessedDays days, CancellationToken cancel)
    {
        await everybody.KnownAsync(tenant, Reads, cancel);
        return AssessableDays.Refusal(StandardKind.Lifecycle, await standards.LifecyclesAsync(tenant, cancel), lifecycle => lifecycle.Zone, days, time.GetUtcNow());
    }

    /// <summary>Makes the run of all customers whose facts were recorded before; workers begin at once.</summary>
    /// <exception cref="EventLog.Projections.BehindException">The read models have not caught up.</exception>
    public async Task StartAsync(TenantId tenant, Guid run, LifecycleScope scope, CancellationToken cancel)
    {
        var chunks = new List<ReadOnlyMemory<byte>>();
        foreach (var piece in await everybody.InPiecesAsync(tenant, Reads, cancel)) chunks.Add(JsonSerializer.SerializeToUtf8Bytes(piece, EventJson.Options));
        await runs.CreateAsync(tenant, run, Kind, JsonSerializer.SerializeToUtf8Bytes(scope, EventJson.Options), chunks, time.GetUtcNow(), cancel);
    }

    private async Task<ReadOnlyMemory<byte>> HandleAsync(RunChunk chunk, CancellationToken cancel)
    {
        var scope = JsonSerializer.Deserialize<LifecycleScope>(chunk.Parameters.Span, EventJson.Options)!;
        var piece = JsonSerializer.Deserialize<CustomerRange>(chunk.Payload.Span, EventJson.Options)!;
        var customers = await facts.CustomersBetweenAsync(chunk.Tenant, piece.First, piece.Last, cancel);
        StagePlan plan = scope.AsOf is { } day ? new StagePlan.AsOf(day) : new StagePlan.Range(scope.From!.Value, scope.To!.Value);
        var results = await judge.JudgeAsync(new(chunk.Tenant, scope.Actor, $"run/{chunk.Run:D}"), customers, plan, cancel);
        return JsonSerializer.SerializeToUtf8Bytes(LifecycleResult.Of(customers.Count, results), EventJson.Options);
    }

    private static ReadOnlyMemory<byte> Sum(IReadOnlyList<ReadOnlyMemory<byte>> parts) => JsonSerializer.SerializeToUtf8Bytes(
        LifecycleResult.Sum([.. parts.Select(part => JsonSerializer.Deserialize<LifecycleResult>(part.Span, EventJson.Options)!)]), EventJson.Options);
}
