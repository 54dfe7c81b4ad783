using CustomerTiering.EventLog;
using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tiering;

/// <summary>As <see cref="TierTimelines"/>, for a ladder on which groups of companies are judged as one: pure.</summary>
internal static class GroupTimelines
{
    /// <summary>How a version that is not in force yet would first judge what customers hold who bear on one another; by the customer.</summary>
    internal static IReadOnlyDictionary<Guid, FirstJudged> FirstJudgements(
        TenantId tenant, IReadOnlyList<StandardInForce<CompiledPolicy>> versions, StandardInForce<CompiledPolicy> policy, IReadOnlyList<StoredFacts> together,
        IReadOnlyDictionary<Guid, HeldState?> held)
    {
        List<StoredFacts> joined = [.. together.Where(one => one.Facts.Own.JoinedAt is not null)];
        if (!policy.Compiled.Policy.JudgesGroups)
            return joined.Where(one => held[one.Customer] is not null).ToDictionary(one => one.Customer, one => TierTimelines.FirstJudgement(tenant, versions, policy, one, held[one.Customer]!));
        var from = Later(policy.From, joined.Max(one => held[one.Customer]?.LastAsOf?.AddDays(1)) ?? DateOnly.MinValue);
        List<GroupMember> members = [.. joined.Select(one => new GroupMember(
            one.Customer.ToString("D"), TierTimelines.Joining(tenant, versions, policy, one), held[one.Customer]))];
        return FirstJudgement.OfGroups(members, from).ToDictionary(one => Guid.Parse(one.Key), one => one.Value);
    }

    /// <param name="tenant">Part of each decision's id.</param>
    /// <param name="versions">The versions of the ladder's policy, by first day.</param>
    /// <param name="together">All customers who ever stated a group in common, directly or through others.</param>
    /// <param name="held">What each of them holds.</param>
    /// <param name="plan">What is asked for.</param>
    /// <param name="asked">Of whom it is asked: their groups are decided.</param>
    /// <param name="now">Up to when, where decisions are made again.</param>
    internal static IEnumerable<(Guid Customer, PlannedEntry Planned)> Entries(
        TenantId tenant, IReadOnlyList<StandardInForce<CompiledPolicy>> versions, IReadOnlyList<StoredFacts> together,
        IReadOnlyDictionary<Guid, HeldState?> held, TierPlan plan, IReadOnlySet<Guid> asked, Instant now)
    {
        var states = held.ToDictionary();
        var whose = asked.Select(customer => customer.ToString("D")).ToHashSet(StringComparer.Ordinal);
        foreach (var policy in versions)
        {
            var zone = policy.Compiled.Zone;
            // By a version that judges customers alone everybody is a group of one.
            List<StoredFacts> joined = [.. together.Where(one => one.Facts.Own.JoinedAt is not null)
                .Select(one => policy.Compiled.Policy.JudgesGroups ? one : TierTimelines.Alone(one))];
            if (joined.Count == 0) yield break;
            foreach (var (from, to, day) in Spans(plan, policy, joined, states, asked, zone.DayOf(now)))
            {
                List<GroupMember> members = [.. joined.Select(one => new GroupMember(
                    one.Customer.ToString("D"), TierTimelines.Source(tenant, versions, policy, one, one.Facts.Own.Joined(zone)!.Value, All(plan, joined), day), states[one.Customer]))];
                var entries = plan is TierPlan.Review ? GroupTimeline.OnRequest(members, from, whose)
                    : plan is TierPlan.Transition ? GroupTimeline.OnTransition(members, from, whose)
                    : day is not null ? GroupTimeline.On(members, from, whose)
                    : GroupTimeline.Run(members, from, to);
                foreach (var (key, entry) in entries)
                {
                    var customer = Guid.Parse(key);
                    states[customer] = entry switch
                    {
                        TimelineEntry.Decided { IsRecorded: true } decided => HeldState.After(states[customer], decided.Decision),
                        TimelineEntry.Judged judged => states[customer]!.After(judged.Warning),
                        _ => states[customer],
                    };
                    yield return (customer, new(entry, policy));
                    if (entry is TimelineEntry.Failed) yield break;
                }
            }
        }
    }

    /// <summary>
    /// The days of a version that the plan asks about. A group is decided on no day before the last decision of any that bear on it: a fact that came late is
    /// judged as of that day, and what was decided before stays.
    /// </summary>
    private static IEnumerable<(DateOnly From, DateOnly To, DateOnly? FactDay)> Spans(
        TierPlan plan, StandardInForce<CompiledPolicy> policy, IReadOnlyList<StoredFacts> together, IReadOnlyDictionary<Guid, HeldState?> states,
        IReadOnlySet<Guid> asked, DateOnly today)
    {
        var last = policy.Until ?? DateOnly.MaxValue;
        var first = Later(policy.From, together.Min(one => states[one.Customer]?.LastAsOf?.AddDays(1) ?? one.Facts.Own.Joined(policy.Compiled.Zone)!.Value));
        var decided = Later(policy.From, together.Max(one => states[one.Customer]?.LastAsOf) ?? DateOnly.MinValue);
        switch (plan)
        {
            case TierPlan.Review { AsOf: var day } when day >= policy.From && day <= last:
                yield return (day, day, null);
                break;
            case TierPlan.Range range:
                if (Later(range.From, first) <= Earlier(range.To, last)) yield return (Later(range.From, first), Earlier(range.To, last), null);
                break;
            case TierPlan.Transition transition when transition.Version == policy.Reference.Version && decided <= last:
                yield return (decided, decided, null);
                break;
            case TierPlan.Overdue overdue:
                var begins = Later(policy.Compiled.Zone.DayOf(Instant.Of(policy.PutInForceAt)), first);
                if (begins <= Earlier(overdue.To, last)) yield return (begins, Earlier(overdue.To, last), null);
                break;
            case TierPlan.AtOnce atOnce:
                foreach (var day in asked.SelectMany(customer => atOnce.Days[customer]).Select(day => Later(day, decided)).Distinct().Order())
                    if (day <= last) yield return (day, day, day);
                break;
            case TierPlan.Again again:
                var since = Later(asked.Min(customer => again.Since[customer]), decided);
                if (since <= Earlier(last, today)) yield return (since, since, since);
                if (since.AddDays(1) <= Earlier(last, today)) yield return (since.AddDays(1), Earlier(last, today), null);
                break;
            default:
                break;
        }
    }

    /// <summary>The same plan for all that bear on a group.</summary>
    private static TierPlan All(TierPlan plan, IReadOnlyList<StoredFacts> together) => plan is TierPlan.Again again
        ? new TierPlan.Again(together.ToDictionary(one => one.Customer, _ => again.Since.Values.Min()))
        : plan;

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
