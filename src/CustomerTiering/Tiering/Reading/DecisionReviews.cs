using CustomerTiering.Policies;
using CustomerTiering.Tiering.Deciding;
using CustomerTiering.Tiering.Overrides;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Reading;

/// <summary>Supports the review of a decision: its participants, a review as of today, and whether an override was granted.</summary>
public sealed class DecisionReviews(TierAssessor assessor, StandardsInForce standards, LogReader reader, TimeProvider time)
{
    /// <summary>
    /// Everybody who took part in a decision: who made or requested it, who requested or approved an override that it rests on, and who wrote,
    /// submitted or approved its policy.
    /// </summary>
    public async Task<IReadOnlySet<string>> ParticipantsAsync(TenantId tenant, Guid decision, CancellationToken cancel)
    {
        if (await reader.FindAsync(tenant, decision, cancel) is not { } recorded || EventSerializer.Read(recorded) is not TierDecided decided)
            return new HashSet<string>();
        var tier = await reader.StreamAsync(tenant, recorded.Stream, cancellation: cancel);
        var policy = await reader.StreamAsync(tenant, StandardKind.TierPolicy.Stream(decided.Policy.Id), cancellation: cancel);
        return Participants(recorded, decided, tier, policy);
    }

    /// <summary>Reviews a customer as of today and returns the decision that stands then. A decision of today is not repeated.</summary>
    /// <param name="reviewed">The decision under review.</param>
    public async Task<Result<Guid>> ReviewAsync(
        Caller caller, Guid customer, string ladder, string correlation, Guid reviewed, CancellationToken cancel)
    {
        if (await standards.LadderAsync(caller.Tenant, ladder, cancel) is not { } versions) return Problem.NotFound("ladder");
        var today = versions.Today(time.GetUtcNow());
        var results = await assessor.AssessAsync(
            new(caller.Tenant, caller.Subject, correlation), [customer], new AssessmentPlan.Review(today), [versions], cancel);
        if (results.FirstOrDefault(result => result.Failure is not null) is { } failed) return Problem.Broken("review-failed", failed.Failure!);
        var last = (await reader.StreamAsync(caller.Tenant, TierState.Stream(customer, ladder), cancellation: cancel))
            .LastOrDefault(recorded => EventSerializer.Read(recorded) is TierDecided decided && decided.Assessed.AsOf == today);
        return last is not null && last.Id != reviewed
            ? last.Id
            : Problem.Broken(
                "nothing-to-review",
                $"As of {today:yyyy-MM-dd} nothing more can be decided: the contested decision is of this day or a later one. Review it tomorrow, "
                    + $"or uphold the appeal with an override.");
    }

    /// <summary>Whether the customer has a granted override of this id on the ladder.</summary>
    public async Task<bool> IsGrantedAsync(TenantId tenant, Guid customer, string ladder, Guid id, CancellationToken cancel) =>
        Records(await reader.StreamAsync(tenant, TierState.Stream(customer, ladder), cancellation: cancel))
            .Any(one => one.Id == id && one.FirstDay is not null);

    internal static IReadOnlySet<string> Participants(
        RecordedEvent recorded, TierDecided decided, IEnumerable<RecordedEvent> tier, IEnumerable<RecordedEvent> policy)
    {
        var day = decided.EffectiveFrom > decided.Assessed.AsOf ? decided.EffectiveFrom : decided.Assessed.AsOf;
        var found = new HashSet<string>(StringComparer.Ordinal) { recorded.Actor };
        foreach (var one in Records(tier.Where(one => one.Position < recorded.Position)).Where(one => one.Granted?.IsInForce(day) == true))
            found.UnionWith([one.Request.By, .. one.Approvals.Select(approval => approval.By)]);
        foreach (var one in policy)
        {
            var version = EventSerializer.Read(one) switch
            {
                StandardDrafted e => e.Version,
                StandardRevised e => e.Version,
                StandardSubmitted e => e.Version,
                StandardApproved e => e.Version,
                _ => 0,
            };
            if (version == decided.Policy.Version) found.Add(one.Actor);
        }
        return found;
    }

    private static IReadOnlyList<OverrideRecord> Records(IEnumerable<RecordedEvent> events) =>
        events.Aggregate((IReadOnlyList<OverrideRecord>)[], (all, recorded) => OverrideRecords.After(all, EventSerializer.Read(recorded), recorded));
}
