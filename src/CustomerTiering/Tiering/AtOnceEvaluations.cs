using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tiering;

/// <summary>Evaluates customers on the facts that come in, as their policies name them. Imported facts call for nothing, unless the import said so.</summary>
public sealed class AtOnceEvaluations(TierAssessor assessor, StandardsInForce standards, FactsStore facts, ReadModels readModels, TimeProvider time)
{
    private static readonly TiersProjection Tiers = new();

    public Follower Follower => new(
        "at-once-evaluations", FactEvents.Types, [CustomerFactsProjection.ProjectionName, StandardsProjection.ProjectionName, TiersProjection.ProjectionName], HandleAsync);

    private async Task HandleAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var calling = events.Where(recorded => recorded.Cause != Intake.Imported).ToList();
        if (calling.Count == 0) return;
        var now = Instant.Of(time.GetUtcNow());
        foreach (var ladder in (await standards.PoliciesAsync(tenant, cancel)).GroupBy(version => version.Compiled.Policy.Ladder))
        {
            var policy = ladder.Last().Compiled;
            var days = new Dictionary<Guid, IReadOnlyCollection<DateOnly>>();
            void Call(Guid customer, DateOnly day)
            {
                // A fact of a day to come is evaluated by the timer of that day's end.
                if (day > policy.Zone.DayOf(now)) return;
                if (!days.TryGetValue(customer, out var own)) days[customer] = own = new HashSet<DateOnly>();
                ((HashSet<DateOnly>)own).Add(day);
            }
            // Whoever has no tier yet joins the ladder with the first fact, whatever the policy looks at.
            var tierless = await TierlessAsync(tenant, ladder.Key, [.. calling.Select(recorded => recorded.Subject!.Value).Distinct()], cancel);
            foreach (var recorded in calling)
            {
                var fact = FactEvents.Of(recorded);
                var day = policy.Zone.DayOf(((fact as Correction)?.Replacement ?? fact).At);
                var customer = recorded.Subject!.Value;
                if (policy.Interest.Covers(fact) || tierless.Contains(customer)) Call(customer, day);
                if (!policy.Interest.CoversOfReferred(fact)) continue;
                foreach (var referrer in await facts.ReferrersAsync(tenant, customer, cancel)) Call(referrer, day);
            }
            if (days.Count > 0)
                await assessor.AssessAsync(new(tenant, AssessedBy.Service), [.. days.Keys], new TierPlan.AtOnce(days), ladder.Key, cancel);
        }
    }

    private async Task<HashSet<Guid>> TierlessAsync(TenantId tenant, string ladder, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        var views = await readModels.ViewsAsync(tenant, Tiers, [.. customers.Select(customer => TierState.Key(customer, ladder))], cancel);
        return customers.Where(customer => !views.Value.ContainsKey(TierState.Key(customer, ladder))).ToHashSet();
    }
}
