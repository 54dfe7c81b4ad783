using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Tiering.Reading;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Trials;

/// <summary>Tries the decisions for one customer with the rules of real decisions, on known and hypothetical facts.</summary>
public sealed class CustomerTrial(
    TrialPlanning planning, StandardsInForce standards, FactsStore facts, SupposedFacts supposed, DecidedTiers decided, TimeProvider time)
{
    private const int MostYears = 5;

    public async Task<Result<TriedTimeline>> RunAsync(Caller caller, TryCustomer command, CancellationToken cancel)
    {
        var (tenant, customer, asOf) = (caller.Tenant, command.Customer!.Value, command.AsOf!.Value);
        if (!(await VersionsAsync(caller, command, cancel)).TryGet(out var versions, out var unknown)) return unknown;
        var policy = versions.Last.Compiled;
        var today = policy.Zone.DayOf(Instant.Of(time.GetUtcNow()));
        if (asOf > today.AddYears(MostYears))
            return Problem.Invalid("$.asOf", "too-far", $"asOf must be at most {MostYears} years from today ({today:yyyy-MM-dd}).");
        if (!FactEndpoints.Source(command.Source).TryGet(out var source, out var unnamed)) return unnamed;
        if (!command.ReadFacts(policy.Zone).TryGet(out var stated, out var wrong)) return wrong;
        var (referred, groups) = (versions.LooksAtReferred, versions.JudgesGroups);
        if (await facts.RefusalAsync(tenant, customer, cancel) is { } undecidable) return undecidable;
        var known = await facts.LoadAsync(tenant, [customer], referred, cancel, withGroups: groups);
        if (!(await supposed.JudgeAsync(tenant, known[customer], source, stated, cancel)).TryGet(out var more, out var refused)) return refused;
        if (more.Count > 0) known = await facts.LoadAsync(tenant, [customer], referred, cancel, (customer, more), groups);

        var ladder = policy.Policy.Ladder;
        var held = await decided.NowAsync(tenant, ladder, known.Keys.ToList(), cancel);
        var entries = (command.IsOfDraft
            ? await EntriesOfDraftAsync(tenant, versions.First, [.. known.Values], command.CarryHeld == true, asOf, cancel)
            : DecisionTimelines.Due(tenant, versions, [.. known.Values], held, versions.First.From, asOf))
            .ToList();
        return new TriedTimeline(
            customer, ladder, asOf, held[customer]?.Tier,
            [.. entries.Where(entry => entry.Customer == customer)
                .Select(entry => TriedEntry.Of(entry.Planned, command.IsOfDraft ? versions.First : null)).OfType<TriedEntry>()],
            entries.Select(entry => entry.Planned.Entry).OfType<TimelineEntry.Failed>().FirstOrDefault()?.Error.Message,
            known.Values.Max(one => one.Position));
    }

    /// <summary>A draft starts without tiers, as in a trial on history, or carries the tiers held on the day before.</summary>
    private async Task<IEnumerable<(Guid Customer, VersionedEntry Planned)>> EntriesOfDraftAsync(
        TenantId tenant, StandardInForce<CompiledPolicy> draft, IReadOnlyList<StoredFacts> together, bool carryHeld, DateOnly asOf,
        CancellationToken cancel)
    {
        var ladder = draft.Compiled.Policy.Ladder;
        var inForce = await standards.LadderAsync(tenant, ladder, cancel);
        var before = carryHeld
            ? await decided.BeforeAsync(tenant, ladder, [.. together.Select(one => one.Customer)], draft.From, cancel)
            : new Dictionary<Guid, HeldState?>();
        return new DraftEntrance(tenant, draft, inForce).Entries(together, DraftEntrance.Carried(together, before, draft.From), asOf);
    }

    private async Task<Result<LadderVersions>> VersionsAsync(Caller caller, TryCustomer command, CancellationToken cancel)
    {
        if (!command.IsOfDraft)
        {
            return await standards.LadderAsync(caller.Tenant, command.Ladder!, cancel) is { } inForce
                ? inForce : Problem.Broken("unknown-ladder", $"No policy is in force for the ladder '{command.Ladder}'.");
        }
        if (!(await planning.TextAsync(caller.Tenant, new(command.Ladder, command.Version, command.Document), "$", cancel))
            .TryGet(out var text, out var problem)) return problem;
        var from = command.From ?? await planning.BeginningAsync(caller.Tenant, text.Name, cancel) ?? command.AsOf!.Value;
        return new LadderVersions([text.InForceFrom(from)]);
    }
}
