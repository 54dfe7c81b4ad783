using CustomerTiering.EventLog.Projections;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>A decision that the fact would cause.</summary>
/// <param name="Customer">The fact's customer or, where groups of companies are judged as one, any member of the group.</param>
/// <param name="Was">The decision that it would supersede; null if it would supersede none.</param>
/// <param name="Would">The decision as it would be made.</param>
public sealed record DecisionPreview(Guid Customer, string Ladder, DecidedAs? Was, DecidedAs Would);

/// <summary>The content of a decision.</summary>
/// <param name="Id">The decision's id; null if it is not recorded.</param>
/// <param name="EffectiveFrom">First day of the held tier, inclusive.</param>
/// <param name="ValidUntil">Last day of the validity, inclusive.</param>
/// <param name="GraceEnds">Last day of the grace period, inclusive.</param>
/// <param name="Provisional">Whether an expiry or grace end is postponed because amounts without a rate might keep the tier.</param>
/// <param name="Uncounted">Amounts that do not count because they have no rate, by currency.</param>
public sealed record DecidedAs(
    Guid? Id, DateOnly AsOf, string Trigger, string Outcome, string Computed, string Held, string Effective, DateOnly EffectiveFrom,
    DateOnly? ValidUntil,
    DateOnly? GraceEnds, bool Provisional = false, IReadOnlyList<UncountedSum>? Uncounted = null)
{
    internal static DecidedAs Of(Decision decision, bool isMade) => new(
        isMade ? Guid.Parse(decision.Id) : null, decision.AsOf, decision.Trigger.Kind.Name(), decision.Outcome.Name(), decision.Computed,
        decision.Held,
        decision.Effective, decision.EffectiveFrom, decision.ValidUntil, decision.GraceEnds,
        decision.Provisional, UncountedSum.Of(decision.Assessment));
}

/// <summary>Previews the decisions that a fact would cause, superseding ones included. Nothing is recorded.</summary>
public sealed class DecisionPreviews(FactsStore facts, StandardsInForce standards, ReadModels readModels, LogReader reader, TimeProvider time)
{
    private readonly TierStateReader _states = new(readModels, reader);

    /// <summary>The decisions on all ladders, ordered by day; a problem if the customer's facts cannot be counted.</summary>
    public async Task<Result<IReadOnlyList<DecisionPreview>>> OfAsync(TenantId tenant, Guid customer, TriedFact tried, CancellationToken cancel)
    {
        var ladders = await standards.LaddersAsync(tenant, cancel);
        var referred = ladders.Any(ladder => ladder.LooksAtReferred);
        Task<IReadOnlyDictionary<Guid, StoredFacts>> KnownAsync(bool withGroups) =>
            facts.LoadAsync(tenant, [customer], referred, cancel, (customer, [tried.Fact]), withGroups);
        var alone = await KnownAsync(withGroups: false);
        if (!alone.ContainsKey(customer)) return Problem.NotFound("customer");
        var now = Instant.Of(time.GetUtcNow());
        var previews = new List<DecisionPreview>();
        foreach (var ladder in ladders)
        {
            var policy = ladder.Last.Compiled;
            var since = policy.Zone.DayOf(tried.Since);
            var known = ladder.JudgesGroups ? await KnownAsync(withGroups: true) : alone;
            var tiers = await _states.ReadAsync(
                tenant, [.. known.Keys.Select(one => TierState.Key(one, ladder.Ladder))], past: null, fresh: true, cancel);
            KnownTier TierOf(Guid one) => tiers.GetValueOrDefault(TierState.Key(one, ladder.Ladder), KnownTier.None);
            // Same as for an incoming fact: one of a future day, or one that the policy does not refer to, is not evaluated now.
            if (since > policy.Zone.DayOf(now) || (TierOf(customer).State.Version > 0 && !policy.Interest.Covers(tried.Fact))) continue;
            var plan = new AssessmentPlan.Again(new Dictionary<Guid, DateOnly> { [customer] = since });
            List<LadderCustomer> together = [.. known.Values.Select(one => new LadderCustomer(one, TierOf(one.Customer)))];
            foreach (var (one, (entry, _)) in DecisionTimelines.Entries(tenant, ladder, together, plan, new HashSet<Guid> { customer }, now))
            {
                if (entry is TimelineEntry.Failed failed) return Problem.Broken(failed.Error.Code, failed.Error.Message);
                if (entry is not TimelineEntry.Decided { IsRecorded: true, Decision: var decision }) continue;
                var was = TierOf(one).Stood.FirstOrDefault(day => day.Decision.Id == decision.Supersedes)?.Decision;
                previews.Add(new(one, ladder.Ladder, was is null ? null : DecidedAs.Of(was, isMade: true), DecidedAs.Of(decision, isMade: false)));
            }
        }
        return previews;
    }
}
