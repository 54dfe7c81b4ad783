using System.Text.Json;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Tiering;

/// <summary>Whose version's transition is previewed.</summary>
/// <param name="Ladder">The ladder.</param>
/// <param name="Version">The version, in force or not.</param>
/// <param name="From">The day on which it would come into force.</param>
/// <param name="Actor">Who asked for it.</param>
public sealed record TransitionScope(string Ladder, int Version, DateOnly From, string Actor);

/// <summary>A customer whose tier would be another once the version has first judged it.</summary>
/// <param name="Customer">Whose.</param>
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
        parts.Sum(part => part.Customers), Sum(parts.SelectMany(part => part.Outcomes)), Sum(parts.SelectMany(part => part.Moves)),
        [.. parts.SelectMany(part => part.Movers).Take(100)], [.. parts.SelectMany(part => part.Failures).Take(100)]);

    private static SortedDictionary<string, int> Sum(IEnumerable<KeyValuePair<string, int>> counts) =>
        new(counts.GroupBy(count => count.Key).ToDictionary(group => group.Key, group => group.Sum(count => count.Value)), StringComparer.Ordinal);
}

/// <summary>Tries a version's transition on everybody who holds a tier, before it is put in force. Nothing is written but the run's result.</summary>
public sealed class TransitionPreviews(
    Runs runs, Everybody everybody, FactsStore facts, StandardsInForce standards, ReadModels readModels, LogReader reader, TimeProvider time)
{
    public const string Kind = "transition-preview";

    private readonly TierStates _states = new(readModels, reader);

    public RunKind RunKind => new(HandleAsync, parts => JsonSerializer.SerializeToUtf8Bytes(
        TransitionResult.Sum([.. parts.Select(part => JsonSerializer.Deserialize<TransitionResult>(part.Span, EventJson.Options)!)]), EventJson.Options));

    /// <summary>Makes the run of all customers whose facts were recorded before; workers begin at once.</summary>
    /// <exception cref="BehindException">The read models have not caught up.</exception>
    public async Task StartAsync(TenantId tenant, Guid run, TransitionScope scope, CancellationToken cancel)
    {
        var chunks = new List<ReadOnlyMemory<byte>>();
        foreach (var piece in await everybody.InPiecesAsync(tenant, AssessmentRuns.Reads, cancel))
            chunks.Add(JsonSerializer.SerializeToUtf8Bytes(new Piece(scope, piece.First, piece.Last), EventJson.Options));
        await runs.CreateAsync(tenant, run, Kind, JsonSerializer.SerializeToUtf8Bytes(scope, EventJson.Options), chunks, time.GetUtcNow(), cancel);
    }

    private async Task<ReadOnlyMemory<byte>> HandleAsync(RunChunk chunk, CancellationToken cancel)
    {
        var (scope, first, last) = JsonSerializer.Deserialize<Piece>(chunk.Payload.Span, EventJson.Options)!;
        var policy = await standards.AsIfInForceAsync(chunk.Tenant, scope.Ladder, scope.Version, scope.From, cancel)
            ?? throw new InvalidDataException($"There is no version {scope.Version} of {scope.Ladder}.");
        var others = (await standards.LadderAsync(chunk.Tenant, scope.Ladder, cancel))?.All.Where(version => version.Reference.Version != scope.Version) ?? [];
        var versions = new LadderVersions([.. others, policy]);
        var customers = await facts.CustomersBetweenAsync(chunk.Tenant, first, last, cancel);
        // Of a group that lies in several pieces each piece looks at all members, and answers for its own.
        var known = await facts.LoadAsync(
            chunk.Tenant, customers, policy.Compiled.Interest.Referred, cancel, withGroups: policy.Compiled.Policy.JudgesGroups);
        var tiers = await _states.ReadAsync(chunk.Tenant, [.. known.Keys.Select(customer => TierState.Key(customer, scope.Ladder))], past: null, fresh: false, cancel);
        var held = known.Keys.ToDictionary(customer => customer, customer => tiers.GetValueOrDefault(TierState.Key(customer, scope.Ladder))?.State.Held);
        var judged = StoredFacts.Sets(known.Values).SelectMany(set => TierTimelines.FirstJudgements(chunk.Tenant, versions, set, held)).ToDictionary();
        var parts = customers.Where(judged.ContainsKey).Select(customer => Of(customer, held[customer]!, judged[customer], policy.Compiled)).ToList();
        return JsonSerializer.SerializeToUtf8Bytes(TransitionResult.Sum(parts), EventJson.Options);
    }

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
    private sealed record Piece(TransitionScope Scope, Guid First, Guid Last);
}
