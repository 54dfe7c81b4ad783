using System.Security.Cryptography;
using System.Text.Json;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Segments;
using CustomerTiering.Tiering;

namespace CustomerTiering.Trials;

/// <summary>
/// Tries drafts on everybody's history, in pieces of a few hundred customers: the rules and the day-by-day order of real decisions, from the facts as they are
/// known now. Nothing is appended; what comes out is the run's result.
/// </summary>
public sealed class TrialRuns(
    Runs runs, Everybody everybody, FactsStore facts, StandardsInForce standards, DecidedTiers decided, SegmentMembers members, TimeProvider time)
{
    public const string Kind = "trial";

    internal static readonly IReadOnlyCollection<string> Reads = [StandardsProjection.ProjectionName, TiersProjection.ProjectionName, SegmentFilter.ReadModel, SegmentFilter.Follower];

    public RunKind RunKind => new(HandleAsync, Sum);

    /// <summary>Makes the run of all customers whose facts were recorded before; workers begin at once.</summary>
    /// <exception cref="EventLog.Projections.BehindException">The read models have not caught up.</exception>
    public async Task StartAsync(TenantId tenant, Guid run, TrialScope scope, CancellationToken cancel)
    {
        var parameters = JsonSerializer.SerializeToUtf8Bytes(scope, EventJson.Options);
        List<CustomerRange> pieces = [.. await everybody.InPiecesAsync(tenant, Reads, cancel)];
        // Of nobody there is a result too.
        if (pieces.Count == 0) pieces.Add(new(Guid.Empty, Guid.Empty));
        await runs.CreateAsync(
            tenant, run, Kind, parameters, [.. pieces.Select(piece => (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(piece, EventJson.Options))], time.GetUtcNow(), cancel);
    }

    /// <summary>What an approval records of a trial: SHA-256 over the canonical form of its result, hex.</summary>
    public static string DigestOf(ReadOnlyMemory<byte> result) => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Canonicalize(result.Span)));

    private async Task<ReadOnlyMemory<byte>> HandleAsync(RunChunk chunk, CancellationToken cancel)
    {
        var scope = JsonSerializer.Deserialize<TrialScope>(chunk.Parameters.Span, EventJson.Options)!;
        var piece = JsonSerializer.Deserialize<CustomerRange>(chunk.Payload.Span, EventJson.Options)!;
        var all = await facts.CustomersBetweenAsync(chunk.Tenant, piece.First, piece.Last, cancel);
        var customers = scope.Segment is null ? all : await members.AmongAsync(chunk.Tenant, all, new(scope.Segment), scope.To, cancel);
        var drafts = scope.Drafts.Select(draft => draft.InForceFrom(scope.From)).ToList();
        // Of a group that lies in several pieces each piece tries all members, and counts its own.
        var known = await facts.LoadAsync(
            chunk.Tenant, customers, drafts.Exists(draft => draft.Compiled.Interest.Referred), cancel, withGroups: drafts.Exists(draft => draft.Compiled.Policy.JudgesGroups));
        var held = await decided.OnAsync(chunk.Tenant, scope.Ladder, customers, cancel);
        var versions = await standards.LadderAsync(chunk.Tenant, scope.Ladder, cancel);
        var (inForce, entrances) = (new PlansInForce(versions), drafts.Select(draft => new DraftEntrance(chunk.Tenant, draft, versions)).ToList());
        var before = scope.CarryHeld ? await decided.BeforeAsync(chunk.Tenant, scope.Ladder, [.. known.Keys], scope.From, cancel) : new Dictionary<Guid, HeldState?>();
        var tallies = scope.Drafts.Select((draft, i) => new DraftTally(scope, draft, drafts[i], inForce)).ToList();
        bool HasLeft(Guid customer) => held.GetValueOrDefault(customer) is { Held: null } || (before.TryGetValue(customer, out var carried) && carried is null);
        var sets = StoredFacts.Sets(known.Values).ToList();
        var made = entrances.Select(entrance => sets.SelectMany(set => entrance.Try(set, before, scope.To, cancel)).ToDictionary()).ToList();
        var (tried, left) = (0, 0);
        foreach (var customer in customers)
        {
            if (HasLeft(customer))
            {
                left++;
                continue;
            }
            if (!known.ContainsKey(customer)) continue;
            var course = new TierCourse();
            foreach (var span in held.GetValueOrDefault(customer)?.Spans ?? []) course.Begin(span.From, span.Tier);
            for (var i = 0; i < drafts.Count; i++) tallies[i].Add(customer, course, made[i][customer]);
            tried++;
        }
        var result = new TrialResult(
            scope.Ladder, scope.From, scope.To, tried, left, [.. tallies.Select(tally => tally.ToResult())], scope.Segment, scope.CarryHeld);
        return JsonSerializer.SerializeToUtf8Bytes(result, EventJson.Options);
    }

    private static ReadOnlyMemory<byte> Sum(IReadOnlyList<ReadOnlyMemory<byte>> parts) => JsonSerializer.SerializeToUtf8Bytes(
        TrialSum.Of([.. parts.Select(part => JsonSerializer.Deserialize<TrialResult>(part.Span, EventJson.Options)!)]), EventJson.Options);
}
