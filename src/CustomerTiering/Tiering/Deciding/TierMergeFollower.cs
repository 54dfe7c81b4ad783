using CustomerTiering.EventLog.Projections;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>
/// Follows merges. On a merge, the duplicate leaves its ladders, and the survivor's decisions whose result changes are superseded. On a separation,
/// the survivor is decided again without the duplicate's facts, and the duplicate as if it had never left.
/// </summary>
/// <remarks>
/// It also follows decisions: a decision prepared before the merge may be appended after the duplicate left. The duplicate then leaves again.
/// </remarks>
public sealed class TierMergeFollower(TierAssessor assessor, StandardsInForce standards, FactsStore facts)
{
    private static readonly string Decided = EventTypes.NameOf<TierDecided>();

    public Follower Follower => new(
        "merged-tiers", new HashSet<string>([.. Merges.Types, Decided]),
        [CustomerFactsProjection.ProjectionName, StandardsInForce.ReadModel, TiersProjection.ProjectionName], FollowAsync);

    private async Task FollowAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var by = new AssessmentOrigin(tenant, AssessmentOrigin.Service);
        var leaving = await LeavingAsync(tenant, events, cancel);
        events = [.. events.Where(recorded => recorded.Type != Decided)];
        var merged = await facts.MergedAsync(tenant, events, cancel);
        if (leaving.Count == 0 && merged.Count == 0) return;
        var ladders = await standards.LaddersAsync(tenant, cancel);
        foreach (var (duplicate, at) in leaving) await assessor.AssessAsync(by, [duplicate], new AssessmentPlan.Leaving(at), ladders, cancel);
        var returned = events.Where(recorded => !Merges.Joins(recorded)).Select(Merges.DuplicateOf).ToHashSet();
        foreach (var ladder in ladders)
        {
            await AgainAsync(by, ladder, [.. merged.Where(one => !returned.Contains(one.Duplicate))], todayToo: false, cancel);
            await AgainAsync(by, ladder, [.. merged.Where(one => returned.Contains(one.Duplicate))], todayToo: true, cancel);
        }
    }

    /// <summary>Duplicates with the instant at which they leave: that of the merge, or that of a decision recorded for them afterwards.</summary>
    private async Task<IReadOnlyList<(Guid Duplicate, Instant At)>> LeavingAsync(
        TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var merged = events
            .Where(recorded => recorded.Type != Decided && Merges.Joins(recorded) && Merges.DuplicateOf(recorded) == recorded.Subject)
            .Select(recorded => (recorded.Subject!.Value, Instant.Of(recorded.Effective)));
        var decided = events.Where(recorded => recorded.Type == Decided)
            .GroupBy(recorded => recorded.Subject!.Value).ToDictionary(group => group.Key, group => Instant.Of(group.Last().Recorded));
        var duplicates = await facts.DuplicatesAsync(tenant, decided.Keys, cancel);
        return [.. merged, .. duplicates.Select(duplicate => (duplicate, decided[duplicate]))];
    }

    private async Task AgainAsync(
        AssessmentOrigin by, LadderVersions ladder, IReadOnlyList<(Guid Survivor, Guid Duplicate, Instant Since)> changed, bool todayToo,
        CancellationToken cancel)
    {
        if (changed.Count == 0) return;
        var policy = ladder.Last.Compiled;
        var since = new Dictionary<Guid, DateOnly>();
        foreach (var (survivor, duplicate, at) in changed)
        {
            foreach (var customer in await ConcernedAsync(by.Tenant, policy, survivor, duplicate, cancel))
                if (policy.Zone.DayOf(at) is var day && (!since.TryGetValue(customer, out var first) || day < first)) since[customer] = day;
        }
        await assessor.AssessAsync(by, since.Keys, new AssessmentPlan.Again(since, todayToo), [ladder], cancel);
    }

    private async Task<IReadOnlyList<Guid>> ConcernedAsync(
        TenantId tenant, CompiledPolicy policy, Guid survivor, Guid duplicate, CancellationToken cancel)
    {
        List<Guid> concerned = [survivor];
        // Where referrals count, the survivor's referrer is credited with the duplicate's purchases.
        if (policy.Interest.Referred) concerned.AddRange(await facts.ReferrersAsync(tenant, survivor, cancel));
        // Where groups are judged as one, the duplicate's facts no longer count for its former group.
        if (policy.Policy.JudgesGroups) concerned.AddRange((await facts.LoadAsync(tenant, [duplicate], false, cancel, withGroups: true)).Keys);
        return concerned;
    }
}
