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
    /// <summary>How the last version would first judge what customers hold who bear on one another; by the customer.</summary>
    internal static IReadOnlyDictionary<Guid, FirstJudged> FirstJudgements(
        TenantId tenant, LadderVersions versions, IReadOnlyList<StoredFacts> together, IReadOnlyDictionary<Guid, HeldState?> held)
    {
        var policy = versions.Last;
        List<StoredFacts> joined = [.. together.Where(one => one.Facts.Own.JoinedAt is not null)];
        if (!policy.Compiled.Policy.JudgesGroups)
            return joined.Where(one => held[one.Customer] is not null).ToDictionary(one => one.Customer, one => TierTimelines.FirstJudgement(tenant, versions, one, held[one.Customer]!));
        var from = Later(policy.From, joined.Max(one => held[one.Customer]?.LastAsOf?.AddDays(1)) ?? DateOnly.MinValue);
        List<GroupMember> members = [.. joined.Select(one => new GroupMember(
            one.Customer.ToString("D"), TierTimelines.Joining(tenant, versions, one), held[one.Customer]))];
        return FirstJudgement.OfGroups(members, from).ToDictionary(one => Guid.Parse(one.Key), one => one.Value);
    }

    /// <param name="tenant">Part of each decision's id.</param>
    /// <param name="versions">The versions of the ladder's policy, by first day.</param>
    /// <param name="together">All customers who ever stated a group in common, directly or through others.</param>
    /// <param name="tiers">What each of them holds and, where decisions are made again, what stands of them.</param>
    /// <param name="plan">What is asked for.</param>
    /// <param name="asked">Of whom it is asked: their groups are decided.</param>
    /// <param name="now">The time: today is still going on. Null: every day is over.</param>
    internal static IEnumerable<(Guid Customer, PlannedEntry Planned)> Entries(
        TenantId tenant, LadderVersions versions, IReadOnlyList<StoredFacts> together,
        IReadOnlyDictionary<Guid, KnownTier> tiers, TierPlan plan, IReadOnlySet<Guid> asked, Instant? now)
    {
        List<StoredFacts> joined = [.. together.Where(one => one.Facts.Own.JoinedAt is not null)];
        if (joined.Count == 0) yield break;
        var states = tiers.ToDictionary(one => one.Key, one => one.Value.State.Held);
        // What is new of one is new to all who bear on one another.
        if (Since(versions, together, states, plan, now) is { } since)
        {
            var again = Again(tenant, versions, joined, tiers, since, now);
            foreach (var (key, entry) in again.Entries)
            {
                var customer = Guid.Parse(key);
                states[customer] = After(states[customer], entry);
                yield return (customer, new(entry, versions.On(entry is TimelineEntry.Decided decided ? decided.Decision.AsOf : since)));
                if (entry is TimelineEntry.Failed) yield break;
            }
            foreach (var (key, held) in again.Held) states[Guid.Parse(key)] = states[Guid.Parse(key)]?.AsLedTo(held);
        }
        foreach (var (customer, planned) in Run(tenant, versions, joined, states, plan, asked, now))
        {
            states[customer] = After(states[customer], planned.Entry);
            yield return (customer, planned);
            if (planned.Entry is TimelineEntry.Failed) yield break;
        }
    }

    private static HeldState? After(HeldState? held, TimelineEntry entry) => entry switch
    {
        TimelineEntry.Decided { IsRecorded: true } decided => HeldState.After(held, decided.Decision),
        TimelineEntry.Judged judged => held!.After(judged.Warning),
        _ => held,
    };

    /// <summary>From which day on what stands of customers who bear on one another is decided again; null: nothing is.</summary>
    internal static DateOnly? Since(
        LadderVersions versions, IReadOnlyList<StoredFacts> together, IReadOnlyDictionary<Guid, HeldState?> states, TierPlan plan,
        Instant? now) => together.Min(one => TierTimelines.Since(versions, one, states.GetValueOrDefault(one.Customer), plan, now));

    /// <summary>What stands of all who bear on one another, decided again from a day on.</summary>
    private static Redecided Again(
        TenantId tenant, LadderVersions versions, IReadOnlyList<StoredFacts> joined, IReadOnlyDictionary<Guid, KnownTier> tiers,
        DateOnly since, Instant? now)
    {
        List<StoodMember> members = [];
        foreach (var one in joined)
        {
            var sources = versions.All.ToDictionary(version => version.Reference.Version, version => Source(tenant, versions, version, one, new TierPlan.Overdue(since), now));
            members.Add(new(
                one.Customer.ToString("D"), tiers[one.Customer].State.Held, tiers[one.Customer].Stood,
                day => sources[versions.On(day).Reference.Version]));
        }
        DateOnly[] calls = [.. versions.All.SelectMany(version => joined.SelectMany(one => CallsOf(version.Compiled, one.Facts)).Where(version.DecidesOn)).Distinct().Order()];
        return Redecision.Run(members, calls, since);
    }

    private static IEnumerable<(Guid Customer, PlannedEntry Planned)> Run(
        TenantId tenant, LadderVersions versions, IReadOnlyList<StoredFacts> joined,
        IReadOnlyDictionary<Guid, HeldState?> states, TierPlan plan, IReadOnlySet<Guid> asked, Instant? now)
    {
        var whose = Keys(asked);
        foreach (var policy in versions.All)
            foreach (var span in GroupDays.Of(plan, policy, joined, states, now))
            {
                List<GroupMember> members = [.. joined.Select(one => new GroupMember(
                    one.Customer.ToString("D"), Source(tenant, versions, policy, one, plan, now), states[one.Customer]))];
                var entries = span.Kind switch
                {
                    SpanKind.Review => GroupTimeline.OnRequest(members, span.From, whose),
                    SpanKind.Transition => GroupTimeline.OnTransition(members, span.From, whose),
                    SpanKind.Facts => GroupTimeline.On(members, span.From, whose),
                    SpanKind.Ends => GroupTimeline.On(
                        [.. members.Select(member => member with { Source = TierTimelines.EndsOf(member.Source) })], span.From,
                        span.From == Today(policy.Compiled, now) ? whose : Keys(joined.Where(one => states[one.Customer]?.LastAsOf == span.From).Select(one => one.Customer))),
                    _ => GroupTimeline.Run(members, span.From, span.To),
                };
                foreach (var (key, entry) in entries) yield return (Guid.Parse(key), new(entry, policy));
            }
    }

    private static HashSet<string> Keys(IEnumerable<Guid> customers) => customers.Select(customer => customer.ToString("D")).ToHashSet(StringComparer.Ordinal);

    /// <summary>A customer as a version looks at them: by one that judges customers alone everybody is a group of one.</summary>
    private static TimelineSource Source(
        TenantId tenant, LadderVersions versions, StandardInForce<CompiledPolicy> policy, StoredFacts one, TierPlan plan, Instant? now) =>
        TierTimelines.Source(
            tenant, versions, policy, policy.Compiled.Policy.JudgesGroups ? one : TierTimelines.Alone(one), one.Facts.Own.Joined(policy.Compiled.Zone)!.Value, plan, now);
}
