using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Facts;
using CustomerTiering.Http;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tiering;

/// <summary>A decision that would be made.</summary>
/// <param name="Ladder">On which ladder.</param>
/// <param name="Was">The decision that it would supersede; nothing where it would be one more.</param>
/// <param name="Would">What it would say.</param>
public sealed record DecisionPreview(string Ladder, DecidedAs? Was, DecidedAs Would);

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
public sealed record DecidedAs(
    Guid? Id, DateOnly AsOf, string Trigger, string Outcome, string Computed, string Held, string Effective, DateOnly EffectiveFrom, DateOnly? ValidUntil,
    DateOnly? GraceEnds)
{
    internal static DecidedAs Of(Decision decision, bool isMade) => new(
        isMade ? Guid.Parse(decision.Id) : null, decision.AsOf, decision.Trigger.Kind.Name(), decision.Outcome.Name(), decision.Computed, decision.Held,
        decision.Effective, decision.EffectiveFrom, decision.ValidUntil, decision.GraceEnds);
}

/// <summary>Which decisions a fact would call for, those included that would come out otherwise. Nothing is recorded.</summary>
public sealed class DecisionPreviews(FactsStore facts, StandardsInForce standards, ReadModels readModels, LogReader reader, TimeProvider time)
{
    private readonly TierStates _states = new(readModels, reader);

    /// <summary>The decisions on all ladders, in the order of days; a problem where the customer's facts could not be counted.</summary>
    public async Task<Result<IReadOnlyList<DecisionPreview>>> OfAsync(TenantId tenant, Guid customer, TriedFact tried, CancellationToken cancel)
    {
        var policies = await standards.PoliciesAsync(tenant, cancel);
        var known = await facts.LoadAsync(tenant, [customer], policies.Any(version => version.Compiled.Interest.Referred), cancel, (customer, tried.Fact));
        if (!known.TryGetValue(customer, out var theirs)) return Problem.NotFound("customer");
        var now = Instant.Of(time.GetUtcNow());
        var previews = new List<DecisionPreview>();
        foreach (var ladder in policies.GroupBy(version => version.Compiled.Policy.Ladder))
        {
            var (key, policy) = (TierState.Key(customer, ladder.Key), ladder.Last().Compiled);
            var since = policy.Zone.DayOf(tried.Since);
            var tier = (await _states.ReadAsync(tenant, [key], _ => since, fresh: true, cancel)).GetValueOrDefault(key, KnownTier.None);
            // As for a fact that comes in: one of a day to come, or that the policy does not name, calls for nothing now.
            if (since > policy.Zone.DayOf(now) || (tier.State.Version > 0 && !policy.Interest.Covers(tried.Fact))) continue;
            if (OneByOne.Refusal(ladder) is { } refused) return refused;
            var plan = new TierPlan.Again(new Dictionary<Guid, DateOnly> { [customer] = since });
            foreach (var (entry, _) in TierTimelines.Entries(tenant, [.. ladder], theirs, tier, plan, now))
            {
                if (entry is TimelineEntry.Failed failed) return Problem.Broken(failed.Error.Code, failed.Error.Message);
                if (entry is not TimelineEntry.Decided { IsRecorded: true, Decision: var decision }) continue;
                var was = tier.Stood.FirstOrDefault(day => day.Decision.Id == decision.Supersedes)?.Decision;
                previews.Add(new(ladder.Key, was is null ? null : DecidedAs.Of(was, isMade: true), DecidedAs.Of(decision, isMade: false)));
            }
        }
        return previews;
    }
}
