using System.Text.Json;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Segments;

namespace CustomerTiering.Tiering;

/// <summary>What a run assesses.</summary>
/// <param name="AsOf">One review of everybody as of this day, or null.</param>
/// <param name="From">The first day of a range, or null.</param>
/// <param name="To">The last day of a range, included, or null.</param>
/// <param name="Reviews">The review dates within the range; null: by each policy's own schedule.</param>
/// <param name="Ladder">One ladder, or null for all.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="Transition">The version of the ladder's policy that comes into force on the range's one day, or null.</param>
/// <param name="RatesOf">The version of the ladder's policy whose rates let amounts count that did not count before, or null.</param>
public sealed record AssessmentScope(
    DateOnly? AsOf, DateOnly? From, DateOnly? To, IReadOnlyList<DateOnly>? Reviews, string? Ladder, string Actor, int? Transition = null, int? RatesOf = null)
{
    /// <summary>Decides again what the rates of a version bear on.</summary>
    internal static AssessmentScope ForRatesOf(string ladder, int version) => new(null, null, null, null, ladder, AssessedBy.Service, RatesOf: version);
}

/// <summary>Assesses everybody, in pieces of a few hundred customers that are done again if a worker dies over them; again, they add nothing.</summary>
public sealed class AssessmentRuns(
    Runs runs, Everybody everybody, FactsStore facts, TierAssessor assessor, LogReader reader, StandardsInForce standards, TimeProvider time)
{
    public const string Kind = "assessment";

    private const int MostAtOnce = 400;

    /// <summary>What an assessment reads besides facts: which policies decide, what is held, and what segments make of the facts.</summary>
    internal static readonly IReadOnlyCollection<string> Reads = [StandardsProjection.ProjectionName, TiersProjection.ProjectionName, SegmentFilter.Follower];

    public RunKind RunKind => new(HandleAsync, Sum);

    /// <summary>Makes the run of all customers whose facts were recorded before; workers begin at once.</summary>
    /// <exception cref="EventLog.Projections.BehindException">The read models have not caught up.</exception>
    public async Task StartAsync(TenantId tenant, Guid run, AssessmentScope scope, CancellationToken cancel)
    {
        var parameters = JsonSerializer.SerializeToUtf8Bytes(scope, EventJson.Options);
        var chunks = new List<ReadOnlyMemory<byte>>();
        foreach (var piece in await everybody.InPiecesAsync(tenant, Reads, cancel))
            chunks.Add(JsonSerializer.SerializeToUtf8Bytes(new Piece(scope, piece.First, piece.Last), EventJson.Options));
        await runs.CreateAsync(tenant, run, Kind, parameters, chunks, time.GetUtcNow(), cancel);
    }

    /// <summary>Decides customers again, each from a day on: at once where they fit one piece, else by a run, unless there is one of this id.</summary>
    /// <param name="tenant">Whose customers.</param>
    /// <param name="run">The id of the run, if there is to be one.</param>
    /// <param name="scope">What it belongs to.</param>
    /// <param name="ladder">The ladder.</param>
    /// <param name="since">For each customer the first day, included.</param>
    /// <param name="cancel">Ends it early.</param>
    internal async Task AgainAsync(
        TenantId tenant, Guid run, AssessmentScope scope, LadderVersions ladder, IReadOnlyDictionary<Guid, DateOnly> since, CancellationToken cancel)
    {
        if (since.Count <= MostAtOnce)
        {
            await AgainAsync(new(tenant, scope.Actor), ladder, since, cancel);
            return;
        }
        var chunks = since.OrderBy(one => one.Key).Chunk(MostAtOnce)
            .Select(piece => (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(new Piece(scope, default, default, piece.ToDictionary()), EventJson.Options));
        await runs.CreateAsync(tenant, run, Kind, JsonSerializer.SerializeToUtf8Bytes(scope, EventJson.Options), [.. chunks], time.GetUtcNow(), cancel);
    }

    /// <summary>Days that are over are decided again; of today, which is still going on, what is known now is evaluated once more.</summary>
    private async Task<IReadOnlyList<TierResult>> AgainAsync(AssessedBy by, LadderVersions ladder, IReadOnlyDictionary<Guid, DateOnly> since, CancellationToken cancel)
    {
        var today = ladder.Today(time.GetUtcNow());
        var late = since.Where(one => one.Value < today).ToDictionary();
        List<Guid> atOnce = [.. since.Where(one => one.Value == today).Select(one => one.Key)];
        return
        [
            .. await assessor.AssessAsync(by, late.Keys, new TierPlan.Again(late), [ladder], cancel),
            .. await assessor.AssessAsync(by, atOnce, new TierPlan.AtOnce(), [ladder], cancel),
        ];
    }

    private async Task<ReadOnlyMemory<byte>> HandleAsync(RunChunk chunk, CancellationToken cancel)
    {
        var piece = JsonSerializer.Deserialize<Piece>(chunk.Payload.Span, EventJson.Options)!;
        var customers = piece.Since is { } days ? [.. days.Keys] : await facts.CustomersBetweenAsync(chunk.Tenant, piece.First, piece.Last, cancel);
        var (scope, by) = (piece.Scope, new AssessedBy(chunk.Tenant, piece.Scope.Actor, $"run/{chunk.Run:D}"));
        var ladders = await standards.LaddersAsync(chunk.Tenant, scope.Ladder, cancel);
        var results = piece.Since is { } since ? await AgainAsync(by, ladders.Single(), since, cancel)
            : await assessor.AssessAsync(by, customers, PlanOf(scope), ladders, cancel);
        if (chunk.Attempt > 1)
        {
            // What was recorded is told by the log, what was not by this try.
            var told = results.Where(result => result.IsTold).Select(result => result with { Decisions = [], Warnings = 0, Moved = null });
            results = [.. await RecordedAsync(by, customers, ladders, cancel), .. told];
        }
        return JsonSerializer.SerializeToUtf8Bytes(AssessmentResult.Of(customers.Count, results), EventJson.Options);
    }

    private static TierPlan PlanOf(AssessmentScope scope) => scope.Transition is { } version ? new TierPlan.Transition(version)
        : scope.AsOf is { } day ? new TierPlan.Review(day)
        : new TierPlan.Range(scope.From!.Value, scope.To!.Value, scope.Reviews);

    /// <summary>What this run has recorded of these customers, by whichever try.</summary>
    private async Task<IReadOnlyList<TierResult>> RecordedAsync(AssessedBy by, IReadOnlyList<Guid> customers, IReadOnlyList<LadderVersions> ladders, CancellationToken cancel)
    {
        var streams = ladders.SelectMany(one => customers.Select(customer => TierState.Stream(customer, one.Ladder))).ToList();
        return RecordedResults.Of(await reader.StreamsAsync(by.Tenant, streams, cancel), by.Correlation!);
    }

    private static ReadOnlyMemory<byte> Sum(IReadOnlyList<ReadOnlyMemory<byte>> parts) => JsonSerializer.SerializeToUtf8Bytes(
        AssessmentResult.Sum([.. parts.Select(part => JsonSerializer.Deserialize<AssessmentResult>(part.Span, EventJson.Options)!)]), EventJson.Options);

    /// <summary>Customers from one id to another, both included, in the order of their text; or customers to be decided again, each from a day on.</summary>
    private sealed record Piece(AssessmentScope Scope, Guid First, Guid Last, IReadOnlyDictionary<Guid, DateOnly>? Since = null);
}
