using CustomerTiering.EventLog.Projections;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>
/// Evaluates customers when facts arrive that their policies refer to. A fact of today is evaluated at once. A fact of a past day supersedes the
/// decisions whose result it changes. Imported facts are not evaluated unless the import requested it.
/// </summary>
public sealed class AtOnceEvaluations(
    TierAssessor assessor, StandardsInForce standards, FactsStore facts, CountedFacts counted, FactChanges changes, ReadModels readModels,
    TimeProvider time)
{
    private static readonly TiersProjection Tiers = new();

    public Follower Follower => new(
        "at-once-evaluations", FactEvents.Types, [CustomerFactsProjection.ProjectionName, StandardsInForce.ReadModel, TiersProjection.ProjectionName],
        HandleAsync);

    private async Task HandleAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var calling = await counted.OfAsync(tenant, [.. events.Where(recorded => recorded.Cause != Intake.Imported)], cancel);
        if (calling.Count == 0) return;
        var now = Instant.Of(time.GetUtcNow());
        var changed = await changes.SinceAsync(tenant, calling, cancel);
        foreach (var ladder in await standards.LaddersAsync(tenant, cancel))
        {
            var policy = ladder.Last.Compiled;
            var today = policy.Zone.DayOf(now);
            var since = new Dictionary<Guid, DateOnly>();
            void Call(Guid customer, Instant at)
            {
                // A fact of a future day is evaluated by the timer at the end of that day.
                if (policy.Zone.DayOf(at) is var day && day <= today && (!since.TryGetValue(customer, out var first) || day < first))
                    since[customer] = day;
            }
            // A customer without a tier joins the ladder on any first fact except those that the product derives: stages and memberships.
            var tierless = await TierlessAsync(tenant, ladder.Ladder, [.. calling.Select(recorded => recorded.Subject!.Value).Distinct()], cancel);
            foreach (var recorded in calling)
            {
                var fact = FactEvents.Of(recorded);
                var customer = recorded.Subject!.Value;
                if (policy.Interest.Covers(fact) || (!DuplicateFacts.IsFound(fact) && tierless.Contains(customer)))
                    Call(customer, changed[recorded.Id]);
                foreach (var (referrer, at) in await facts.ReferrersConcernedAsync(
                    tenant, customer, fact, changed[recorded.Id], policy.Interest.Covers(fact), policy.Interest.CoversOfReferred(fact), cancel))
                    Call(referrer, at);
            }
            var by = new AssessmentOrigin(tenant, AssessmentOrigin.Service);
            var late = since.Where(one => one.Value < today).ToDictionary();
            if (late.Count > 0) await assessor.AssessAsync(by, late.Keys, new AssessmentPlan.Again(late), [ladder], cancel);
            List<Guid> atOnce = [.. since.Where(one => one.Value == today).Select(one => one.Key)];
            if (atOnce.Count > 0) await assessor.AssessAsync(by, atOnce, new AssessmentPlan.AtOnce(), [ladder], cancel);
        }
    }

    private async Task<HashSet<Guid>> TierlessAsync(TenantId tenant, string ladder, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        var views = await readModels.ViewsAsync(tenant, Tiers, [.. customers.Select(customer => TierState.Key(customer, ladder))], cancel);
        return customers.Where(customer => !views.Value.ContainsKey(TierState.Key(customer, ladder))).ToHashSet();
    }
}
