using CustomerTiering.EventLog.Projections;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>A decision that would be made.</summary>
/// <param name="Customer">Of whom: the fact's own customer or, where groups of companies are judged as one, any member.</param>
/// <param name="Ladder">On which ladder.</param>
/// <param name="Was">The decision that it would supersede; nothing where it would be one more.</param>
/// <param name="Would">What it would say.</param>
public sealed record DecisionPreview(Guid Customer, string Ladder, DecidedAs? Was, DecidedAs Would);

/// <summary>What a decision says.</summary>
/// <param name="Id">The decision; nothing where it is not made.</param>
/// <param name="AsOf">The day as of which is judged.</param>
/// <param name="Trigger">What calls for it.</param>
/// <param name="Outcome">What it comes to.</param>
/// <param name="Computed">What facts and criteria say.</param>
/// <param name="Held">What movement makes of it.</param>
/// <param name="Effective">What serves the customer.</param>
/// <param name="EffectiveFrom">First day of the held tier, included.</param>
/// <param name="ValidUntil">Last day of its validity, included.</param>
/// <param name="GraceEnds">Last day of its grace, included.</param>
/// <param name="Provisional">Whether an end is put off, since amounts without a rate might keep the tier.</param>
/// <param name="Uncounted">Amounts that do not count for want of a rate, by currency.</param>
public sealed record DecidedAs(
    Guid? Id, DateOnly AsOf, string Trigger, string Outcome, string Computed, string Held, string Effective, DateOnly EffectiveFrom, DateOnly? ValidUntil,
    DateOnly? GraceEnds, bool Provisional = false, IReadOnlyList<UncountedSum>? Uncounted = null)
{
    internal static DecidedAs Of(Decision decision, bool isMade) => new(
        isMade ? Guid.Parse(decision.Id) : null, decision.AsOf, decision.Trigger.Kind.Name(), decision.Outcome.Name(), decision.Computed, decision.Held,
        decision.Effective, decision.EffectiveFrom, decision.ValidUntil, decision.GraceEnds,
        decision.Provisional, UncountedSum.Of(decision.Assessment));
}

/// <summary>Which decisions a fact would call for, those included that would come out otherwise. Nothing is recorded.</summary>
public sealed class DecisionPreviews(FactsStore facts, StandardsInForce standards, ReadModels readModels, LogReader reader, TimeProvider time)
{
    private readonly TierStateReader _states = new(readModels, reader);

    /// <summary>The decisions on all ladders, in the order of days; a problem where the customer's facts could not be counted.</summary>
    public async Task<Result<IReadOnlyList<DecisionPreview>>> OfAsync(TenantId tenant, Guid customer, TriedFact tried, CancellationToken cancel)
    {
        var ladders = await standards.LaddersAsync(tenant, cancel);
        var referred = ladders.Any(ladder => ladder.LooksAtReferred);
        Task<IReadOnlyDictionary<Guid, StoredFacts>> KnownAsync(bool withGroups) => facts.LoadAsync(tenant, [customer], referred, cancel, (customer, [tried.Fact]), withGroups);
        var alone = await KnownAsync(withGroups: false);
        if (!alone.ContainsKey(customer)) return Problem.NotFound("customer");
        var now = Instant.Of(time.GetUtcNow());
        var previews = new List<DecisionPreview>();
        foreach (var ladder in ladders)
        {
            var policy = ladder.Last.Compiled;
            var since = policy.Zone.DayOf(tried.Since);
            var known = ladder.JudgesGroups ? await KnownAsync(withGroups: true) : alone;
            var tiers = await _states.ReadAsync(tenant, [.. known.Keys.Select(one => TierState.Key(one, ladder.Ladder))], past: null, fresh: true, cancel);
            KnownTier TierOf(Guid one) => tiers.GetValueOrDefault(TierState.Key(one, ladder.Ladder), KnownTier.None);
            // As for a fact that comes in: one of a day to come, or that the policy does not name, calls for nothing now.
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
