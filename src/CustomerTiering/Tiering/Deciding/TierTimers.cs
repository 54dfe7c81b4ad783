using CustomerTiering.Activity;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>
/// Decides what falls due with time. After each decision, one timer is set to the end of the next day on which anything is due, because a day is
/// judged with all its facts. The recheck of a return after a term has its own due date. The timer's key is customer and ladder, so there is at most
/// one.
/// </summary>
public sealed class TierTimers(
    Timers timers, TierAssessor assessor, StandardsInForce standards, ReadModels readModels, FactsStore facts, TimeProvider time)
{
    public const string Kind = "tier-due";

    private static readonly TiersProjection Tiers = new();

    public Follower Follower => new(
        "tier-timers",
        new HashSet<string> { EventTypes.NameOf<TierDecided>(), EventTypes.NameOf<DowngradeWarned>(), EventTypes.NameOf<RetentionForeseen>() },
        [TiersProjection.ProjectionName, StandardsInForce.ReadModel],
        (tenant, events, cancel) => SetAsync(tenant, [.. events.Select(recorded => recorded.Stream.Value["tier/".Length..]).Distinct()], cancel));

    /// <summary>Sets timers for customers with returns on ladders that recheck returns after a term.</summary>
    public Follower OfReturns => new(
        "recheck-timers",
        new HashSet<string>
        {
            EventTypes.NameOf<PurchaseReturned>(), EventTypes.NameOf<PurchaseCancelled>(), EventTypes.NameOf<PurchaseReinstated>(),
                EventTypes.NameOf<FactCorrected>(),
        },
        [TiersProjection.ProjectionName, StandardsInForce.ReadModel, CustomerFactsProjection.ProjectionName],
        async (tenant, events, cancel) =>
        {
            var ladders = (await standards.LaddersAsync(tenant, cancel)).Where(RechecksAfterTerm).Select(one => one.Ladder).ToList();
            if (ladders.Count == 0) return;
            var known = await facts.LoadAsync(tenant, [.. events.Select(recorded => recorded.Subject!.Value).Distinct()], false, cancel);
            var customers = known.Values.Select(one => one.MergedInto ?? one.Customer).Distinct();
            await SetAsync(tenant, [.. customers.SelectMany(customer => ladders.Select(ladder => TierState.Key(customer, ladder)))], cancel);
        });

    /// <summary>Sets the timers to the next due dates.</summary>
    /// <param name="keys">Customers on ladders.</param>
    /// <param name="done">The last day that is already judged; null for the as-of date of each customer's last decision.</param>
    internal async Task SetAsync(TenantId tenant, IReadOnlyCollection<string> keys, CancellationToken cancel, DateOnly? done = null)
    {
        var ladders = (await standards.LaddersAsync(tenant, cancel)).ToDictionary(one => one.Ladder);
        var views = await readModels.ViewsAsync(tenant, Tiers, keys, cancel);
        List<Guid> rechecked =
            [.. views.Value.Values.Where(view => ladders.GetValueOrDefault(view.Ladder) is { } versions && RechecksAfterTerm(versions))
            .Select(view => view.Customer).Distinct()];
        var known = rechecked.Count == 0 ? new Dictionary<Guid, StoredFacts>() : await facts.LoadAsync(tenant, rechecked, false, cancel);
        var due = new List<DueTimer>();
        foreach (var (key, view) in views.Value)
        {
            if (TiersProjection.State(view).Held is { LastAsOf: { } last } held && ladders.TryGetValue(view.Ladder, out var versions)
                && Next(versions, held, view.Joined, last, done, known.GetValueOrDefault(view.Customer)) is var (day, zone))
                due.Add(new(Kind, key, zone.StartOf(day.AddDays(1)).ToDateTimeOffset(), "{}"u8.ToArray()));
        }
        await timers.SetAsync(tenant, due, cancel);
    }

    /// <summary>Decides what is overdue for customers whose timers are due.</summary>
    public async Task HandleAsync(TenantId tenant, IReadOnlyList<DueTimer> due, CancellationToken cancel)
    {
        var ladders = (await standards.LaddersAsync(tenant, cancel)).ToDictionary(one => one.Ladder);
        foreach (var ladder in due.Select(timer => timer.Key.Split('/', 2)).GroupBy(parts => parts[1], parts => Guid.Parse(parts[0])))
        {
            if (!ladders.TryGetValue(ladder.Key, out var versions)) continue;
            var yesterday = versions.Today(time.GetUtcNow()).AddDays(-1);
            var results = await assessor.AssessAsync(
                new(tenant, AssessmentOrigin.Service), [.. ladder.Distinct()], new AssessmentPlan.Overdue(yesterday), [versions], cancel);
            // After a decision the follower sets the next timer. Where no decision was recorded, it is set here.
            await SetAsync(
                tenant, [.. ladder.Except(results.Where(result => result.Position > 0).Select(result => result.Customer))
                    .Select(customer => TierState.Key(customer, ladder.Key))], cancel, yesterday);
        }
    }

    /// <summary>The first due date after the last decision and not before the policy was put in force, with its zone.</summary>
    private static (DateOnly Day, ZoneRules Zone)? Next(
        LadderVersions versions, HeldState held, DateOnly joined, DateOnly last, DateOnly? goneThrough, StoredFacts? facts)
    {
        foreach (var version in versions.All)
        {
            var (policy, zone) = (version.Compiled, version.Compiled.Zone);
            IReadOnlyList<DateOnly> rechecks = TermOf(version) is not null && facts is not null
                ? facts.Facts.RecheckDays(policy.Policy.Movement.OnReturn!, zone) : [];
            // Triggers left to the end of the last decision's day are still open if that decision was made before the day was over.
            var done = SpanPlanner.IsLeftOpen(version, held, rechecks) ? last.AddDays(-1) : last;
            if (goneThrough > done) done = goneThrough.Value;
            DateOnly[] bounds = [done, version.From.AddDays(-1), zone.DayOf(Instant.Of(version.PutInForceAt)).AddDays(-1)];
            var after = bounds.Max();
            var next = Due.Next(policy, held, joined, ReviewDates.Of(policy.Policy, version.From), after)?.Day;
            if (rechecks.FirstOrDefault(day => day > after) is var recheck && recheck != default && !(next <= recheck)) next = recheck;
            if (next is { } day && (version.Until is null || day <= version.Until)) return (day, zone);
        }
        return null;
    }

    private static bool RechecksAfterTerm(LadderVersions versions) => versions.All.Any(version => TermOf(version) is not null);

    /// <summary>The term after which a return is rechecked; null if returns are rechecked on their own day or not at all.</summary>
    private static Period? TermOf(StandardInForce<CompiledPolicy> version) => version.Compiled.Policy.Movement.OnReturn?.After;
}
