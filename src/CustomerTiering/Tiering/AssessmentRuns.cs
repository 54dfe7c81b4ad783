using System.Text.Json;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Facts;
using CustomerTiering.Rules.Decisions;

namespace CustomerTiering.Tiering;

/// <summary>What a run assesses.</summary>
/// <param name="AsOf">One review of everybody as of this day, or null.</param>
/// <param name="From">The first day of a range, or null.</param>
/// <param name="To">The last day of a range, included, or null.</param>
/// <param name="Reviews">The review dates within the range; null: by each policy's own schedule.</param>
/// <param name="Ladder">One ladder, or null for all.</param>
/// <param name="Actor">Who asked for it.</param>
public sealed record AssessmentScope(DateOnly? AsOf, DateOnly? From, DateOnly? To, IReadOnlyList<DateOnly>? Reviews, string? Ladder, string Actor);

/// <summary>What came out of a run.</summary>
/// <param name="Customers">How many customers were looked at.</param>
/// <param name="Decisions">How many decisions were recorded, by outcome.</param>
/// <param name="Warnings">How many warnings were recorded.</param>
/// <param name="Moves">How many customers went from one tier to another: <c>from → to</c>, with <c>-</c> for none.</param>
/// <param name="Failures">Why customers could not be assessed: the first hundred.</param>
public sealed record AssessmentResult(
    int Customers, IReadOnlyDictionary<string, int> Decisions, int Warnings, IReadOnlyDictionary<string, int> Moves, IReadOnlyList<string> Failures)
{
    /// <summary>Of nobody.</summary>
    public static AssessmentResult None { get; } = Of(0, []);

    internal static AssessmentResult Of(int customers, IReadOnlyList<TierResult> results) => new(
        customers,
        Count(results.SelectMany(result => result.Decisions).Select(outcome => outcome.Name())),
        results.Sum(result => result.Warnings),
        Count(results.Where(result => result.From != result.To).Select(result => $"{result.From ?? "-"} → {result.To ?? "-"}")),
        [.. results.Where(result => result.Failure is not null).Select(result => $"{result.Customer:D} on {result.Ladder}: {result.Failure}").Take(100)]);

    internal static AssessmentResult Sum(IReadOnlyList<AssessmentResult> parts) => new(
        parts.Sum(part => part.Customers), Sum(parts.SelectMany(part => part.Decisions)), parts.Sum(part => part.Warnings), Sum(parts.SelectMany(part => part.Moves)),
        [.. parts.SelectMany(part => part.Failures).Take(100)]);

    private static SortedDictionary<string, int> Count(IEnumerable<string> names) =>
        new(names.GroupBy(name => name).ToDictionary(group => group.Key, group => group.Count()), StringComparer.Ordinal);

    private static SortedDictionary<string, int> Sum(IEnumerable<KeyValuePair<string, int>> counts) =>
        new(counts.GroupBy(count => count.Key).ToDictionary(group => group.Key, group => group.Sum(count => count.Value)), StringComparer.Ordinal);
}

/// <summary>Assesses everybody, in pieces of a few hundred customers that are done again if a worker dies over them; again, they add nothing.</summary>
public sealed class AssessmentRuns(Runs runs, FactsStore facts, TierAssessor assessor, TimeProvider time)
{
    public const string Kind = "assessment";

    private const int CustomersPerChunk = 400;

    public RunKind RunKind => new(HandleAsync, Sum);

    /// <summary>Makes the run; workers begin at once.</summary>
    public async Task StartAsync(TenantId tenant, Guid run, AssessmentScope scope, CancellationToken cancel)
    {
        var parameters = JsonSerializer.SerializeToUtf8Bytes(scope, EventJson.Options);
        var chunks = new List<ReadOnlyMemory<byte>>();
        foreach (var customers in (await facts.CustomersAsync(tenant, cancel)).Chunk(CustomersPerChunk))
            chunks.Add(JsonSerializer.SerializeToUtf8Bytes(new Piece(scope, customers[0], customers[^1]), EventJson.Options));
        await runs.CreateAsync(tenant, run, Kind, parameters, chunks, time.GetUtcNow(), cancel);
    }

    private async Task<ReadOnlyMemory<byte>> HandleAsync(RunChunk chunk, CancellationToken cancel)
    {
        var piece = JsonSerializer.Deserialize<Piece>(chunk.Payload.Span, EventJson.Options)!;
        var customers = await facts.CustomersBetweenAsync(chunk.Tenant, piece.First, piece.Last, cancel);
        var (scope, by) = (piece.Scope, new AssessedBy(chunk.Tenant, piece.Scope.Actor, $"run/{chunk.Run:D}"));
        TierPlan plan = scope.AsOf is { } day ? new TierPlan.Review(day) : new TierPlan.Range(scope.From!.Value, scope.To!.Value, scope.Reviews);
        var results = await assessor.AssessAsync(by, customers, plan, scope.Ladder, cancel);
        return JsonSerializer.SerializeToUtf8Bytes(AssessmentResult.Of(customers.Count, results), EventJson.Options);
    }

    private static ReadOnlyMemory<byte> Sum(IReadOnlyList<ReadOnlyMemory<byte>> parts) => JsonSerializer.SerializeToUtf8Bytes(
        AssessmentResult.Sum([.. parts.Select(part => JsonSerializer.Deserialize<AssessmentResult>(part.Span, EventJson.Options)!)]), EventJson.Options);

    /// <summary>Customers from one id to another, both included, in the order of their text.</summary>
    private sealed record Piece(AssessmentScope Scope, Guid First, Guid Last);
}
