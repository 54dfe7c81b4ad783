using CustomerTiering.EventLog;
using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Values;
using static CustomerTiering.Tiering.PlannedDays;

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
    /// <param name="tiers">What each of them holds and, where decisions are made again, what stands of them.</param>
    /// <param name="plan">What is asked for.</param>
    /// <param name="asked">Of whom it is asked: their groups are decided.</param>
    /// <param name="now">Up to when, where decisions are made again.</param>
    internal static IEnumerable<(Guid Customer, PlannedEntry Planned)> Entries(
        TenantId tenant, IReadOnlyList<StandardInForce<CompiledPolicy>> versions, IReadOnlyList<StoredFacts> together,
        IReadOnlyDictionary<Guid, KnownTier> tiers, TierPlan plan, IReadOnlySet<Guid> asked, Instant now)
    {
        var states = tiers.ToDictionary(one => one.Key, one => one.Value.State.Held);
        // What is new of one is new to all who bear on one another.
        if (plan is TierPlan.Again { Since: var days } && asked.Min(customer => days[customer]) is var since)
            plan = new TierPlan.Again(together.ToDictionary(one => one.Customer, _ => since));
        var all = plan is TierPlan.Again again
            ? Again(tenant, versions, together, tiers, again, now).Concat(Run(tenant, versions, together, states, plan, asked, now))
            : Run(tenant, versions, together, states, plan, asked, now);
        foreach (var (customer, planned) in all)
        {
            states[customer] = planned.Entry switch
            {
                TimelineEntry.Decided { IsRecorded: true } decided => HeldState.After(states[customer], decided.Decision),
                TimelineEntry.Judged judged => states[customer]!.After(judged.Warning),
                _ => states[customer],
            };
            yield return (customer, planned);
            if (planned.Entry is TimelineEntry.Failed) yield break;
        }
    }

    /// <summary>What stands of all who bear on one another, decided again from a day on.</summary>
    private static IEnumerable<(Guid Customer, PlannedEntry Planned)> Again(
        TenantId tenant, IReadOnlyList<StandardInForce<CompiledPolicy>> versions, IReadOnlyList<StoredFacts> together, IReadOnlyDictionary<Guid, KnownTier> tiers,
        TierPlan.Again plan, Instant now)
    {
        var since = plan.Since[together[0].Customer]; // one for all
        if (since >= versions[^1].Compiled.Zone.DayOf(now)) return []; // the day is judged anew by each of its facts
        StandardInForce<CompiledPolicy> InForceOn(DateOnly day) => versions.LastOrDefault(version => version.From <= day) ?? versions[0];
        var joined = together.Where(one => one.Facts.Own.JoinedAt is not null).ToList();
        List<StoodMember> members = [];
        foreach (var one in joined)
        {
            var sources = versions.ToDictionary(version => version.Reference.Version, version => Source(tenant, versions, version, one, plan, null));
            members.Add(new(one.Customer.ToString("D"), tiers[one.Customer].State.Held, tiers[one.Customer].Stood, day => sources[InForceOn(day).Reference.Version]));
        }
        DateOnly[] calls = [.. versions.SelectMany(version => joined.SelectMany(one => CallsOf(version.Compiled, one.Facts)).Where(version.DecidesOn)).Distinct().Order()];
        return GroupRedecision.Run(members, calls, since).Select(made => (
            Guid.Parse(made.Customer), new PlannedEntry(made.Entry, InForceOn(made.Entry is TimelineEntry.Decided decided ? decided.Decision.AsOf : since))));
    }

    private static IEnumerable<(Guid Customer, PlannedEntry Planned)> Run(
        TenantId tenant, IReadOnlyList<StandardInForce<CompiledPolicy>> versions, IReadOnlyList<StoredFacts> together,
        IReadOnlyDictionary<Guid, HeldState?> states, TierPlan plan, IReadOnlySet<Guid> asked, Instant now)
    {
        var whose = asked.Select(customer => customer.ToString("D")).ToHashSet(StringComparer.Ordinal);
        foreach (var policy in versions)
        {
            List<StoredFacts> joined = [.. together.Where(one => one.Facts.Own.JoinedAt is not null)];
            if (joined.Count == 0) yield break;
            foreach (var (from, to, day) in Spans(plan, policy, joined, states, asked, policy.Compiled.Zone.DayOf(now)))
            {
                List<GroupMember> members = [.. joined.Select(one => new GroupMember(
                    one.Customer.ToString("D"), Source(tenant, versions, policy, one, plan, day), states[one.Customer]))];
                var entries = plan is TierPlan.Review ? GroupTimeline.OnRequest(members, from, whose)
                    : plan is TierPlan.Transition ? GroupTimeline.OnTransition(members, from, whose)
                    : day is not null ? GroupTimeline.On(members, from, whose)
                    : GroupTimeline.Run(members, from, to);
                foreach (var (key, entry) in entries) yield return (Guid.Parse(key), new(entry, policy));
            }
        }
    }

    /// <summary>A customer as a version looks at them: by one that judges customers alone everybody is a group of one.</summary>
    private static TimelineSource Source(
        TenantId tenant, IReadOnlyList<StandardInForce<CompiledPolicy>> versions, StandardInForce<CompiledPolicy> policy, StoredFacts one, TierPlan plan, DateOnly? day) =>
        TierTimelines.Source(
            tenant, versions, policy, policy.Compiled.Policy.JudgesGroups ? one : TierTimelines.Alone(one), one.Facts.Own.Joined(policy.Compiled.Zone)!.Value, plan, day);

    /// <summary>
    /// The days of a version that the plan asks about. A group is decided on no day before the last decision of any that bear on it: what stands up to then is
    /// decided again by itself.
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
                var stands = together.Any(one => states[one.Customer]?.LastAsOf >= since);
                if (since <= Earlier(last, today) && (!stands || since == today)) yield return (since, since, since);
                // Until yesterday time calls too; today is still going on.
                var yesterday = Earlier(last, today.AddDays(-1));
                if (since < yesterday) yield return (since.AddDays(1), yesterday, null);
                if (since < today && today <= last && together.Any(one => CallsOf(policy.Compiled, one.Facts).Contains(today))) yield return (today, today, today);
                break;
            default:
                break;
        }
    }
}
