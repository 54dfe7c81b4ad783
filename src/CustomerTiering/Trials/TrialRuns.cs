using System.Security.Cryptography;
using CustomerTiering.BulkRuns;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Segments;
using CustomerTiering.Tiering.Reading;

namespace CustomerTiering.Trials;

/// <summary>
/// Tries drafts on the history of all customers, with the rules and order of real decisions and the facts known now. Nothing is appended; only the
/// run's result is stored.
/// </summary>
public sealed class TrialRuns(RunServices services, StandardsInForce standards, DecidedTiers decided, SegmentMembers members)
    : RunOverHttp<TrialScope, TrialResult, TrialProgress>(services, About), IRunOverHttp
{
    private const int Latest = 50;

    public static RunDescription About { get; } = new(
        "trial", [StandardsInForce.ReadModel, DecidedTiers.ReadModel, SegmentFilter.ReadModel, SegmentFilter.Follower], "trials",
        "trials", "trial", "Try drafts of a policy on the history of all customers", "Get the progress and result of a trial",
        "Cancel the remaining work of a trial",
        [Roles.PolicyAuthor, Roles.Approver, Roles.Operator], [Roles.PolicyAuthor, Roles.Approver, Roles.Operator, Roles.Reviewer]);

    public static void Map(RouteGroupBuilder api)
    {
        var trials = api.MapGroup(About);
        trials.MapPost("/", Task<Results<Started<TrialProgress>, ProblemHttpResult>> (
            StartTrial command, Caller caller, CommandKey key, TrialPlanning planning, TrialRuns runs, CancellationToken cancel) =>
            runs.StartAsync(caller, key, () => planning.ScopeAsync(caller, command, cancel), cancel)).Starts(About);
        trials.MapGet("/", async Task<Read<IReadOnlyList<TrialProgress>>> (Caller caller, TrialRuns runs, Runs all, CancellationToken cancel) =>
                new([.. (await all.LatestAsync(caller.Tenant, About.Kind, Latest, cancel)).Select(run => runs.AnswerOf(run) with { Result = null })]))
            .WithSummary("List the latest trials without their results, newest first").RequireRoles(About.Readers);
        trials.MapGet("/{id:guid}", Task<Results<Read<TrialProgress>, ProblemHttpResult>> (
            Guid id, Caller caller, TrialRuns runs, CancellationToken cancel) => runs.ProgressAsync(id, caller, cancel)).TellsProgress(About);
        trials.MapPost("/{id:guid}/cancellation", Task<Results<Ok, ProblemHttpResult>> (
                Guid id, Caller caller, CommandKey key, TrialRuns runs, CancellationToken cancel) => runs.CancelAsync(id, caller, cancel))
            .WithSummary(About.CancelSummary!).RequireRoles(About.Starters);
    }

    /// <summary>The digest of a trial that approvals record: SHA-256 of the result's canonical form, hex.</summary>
    public static string DigestOf(ReadOnlyMemory<byte> result) => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Canonicalize(result.Span)));

    /// <summary>The trial as approvals refer to it; null if not found.</summary>
    internal async Task<FoundTrial?> FindAsync(TenantId tenant, Guid trial, CancellationToken cancel) =>
        await Services.Runs.FindAsync(tenant, trial, cancel) is { } run && run.Kind == About.Kind
            ? new([.. ScopeOf(run).Drafts.Select(draft => (draft.Name, draft.Version, draft.Digest))], run.State,
                run.Result is { } result ? DigestOf(result) : null)
            : null;

    protected override TrialProgress Answer(RunProgress run, TrialScope scope, TrialResult? result) => new(
        run.Id, run.State, run.Chunks, run.ChunksDone, [.. scope.Drafts.Select(draft => new TriedText(draft.Name, draft.Version, draft.Digest))],
        scope.From, scope.To, scope.Actor, run.Created, run.Ended, run.Result is { } bytes ? DigestOf(bytes) : null, result, run.Failure,
        scope.Segment, scope.CarryHeld);

    /// <summary>A trial without customers has a result too.</summary>
    protected override IReadOnlyList<CustomerRange> RangesOf(IReadOnlyList<CustomerRange> ranges) =>
        ranges.Count == 0 ? [new(Guid.Empty, Guid.Empty)] : ranges;

    protected override TrialResult Sum(IReadOnlyList<TrialResult> parts) => TrialSum.Of(parts);

    protected override async Task<TrialResult> HandleAsync(RunChunk chunk, TrialScope scope, IReadOnlyList<Guid> all, CancellationToken cancel)
    {
        var customers = scope.Segment is null ? all : await members.AmongAsync(chunk.Tenant, all, new(scope.Segment), scope.To, cancel);
        var drafts = scope.Drafts.Select(draft => draft.InForceFrom(scope.From)).ToList();
        // A group may be spread over several chunks. Each chunk tries all members and counts only its own customers.
        var known = await Services.Facts.LoadAsync(
            chunk.Tenant, customers, drafts.Exists(draft => draft.Compiled.Interest.Referred), cancel,
            withGroups: drafts.Exists(draft => draft.Compiled.Policy.JudgesGroups));
        var held = await decided.OnAsync(chunk.Tenant, scope.Ladder, customers, cancel);
        var versions = await standards.LadderAsync(chunk.Tenant, scope.Ladder, cancel);
        var (inForce, entrances) = (new PlansInForce(versions), drafts.Select(draft => new DraftEntrance(chunk.Tenant, draft, versions)).ToList());
        var before = scope.CarryHeld ? await decided.BeforeAsync(chunk.Tenant, scope.Ladder, [.. known.Keys], scope.From, cancel)
            : new Dictionary<Guid, HeldState?>();
        var tallies = scope.Drafts.Select((draft, i) => new DraftTally(scope, draft, drafts[i], inForce)).ToList();
        bool HasLeft(Guid customer) =>
            held.GetValueOrDefault(customer) is { Held: null } || (before.TryGetValue(customer, out var carried) && carried is null);
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
        return new(scope.Ladder, scope.From, scope.To, tried, left, [.. tallies.Select(tally => tally.ToResult())], scope.Segment, scope.CarryHeld);
    }
}
