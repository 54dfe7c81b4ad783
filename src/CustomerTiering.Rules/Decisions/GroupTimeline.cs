namespace CustomerTiering.Rules.Decisions;

/// <summary>A customer whose group is judged.</summary>
/// <param name="Key">The customer's key.</param>
/// <param name="Source">The customer; <see cref="TimelineSource.Joined"/> is the customer's own.</param>
/// <param name="Held">What is held; null without a decision.</param>
public sealed record GroupMember(string Key, TimelineSource Source, HeldState? Held);

/// <summary>An entry of one customer.</summary>
/// <param name="Customer">The customer's key.</param>
/// <param name="Entry">The entry.</param>
public sealed record GroupEntry(string Customer, TimelineEntry Entry);

/// <summary>
/// Every decision that is due for customers whose groups are judged as one, day by day. All members are decided from what the first of them holds who holds
/// anything, by the facts of all, so that they have one tier and one validity; whoever comes to a group takes over what it holds, at once.
/// </summary>
public static class GroupTimeline
{
    /// <summary>The entries from a day to a day, both included. A group is decided on no day up to that of a member's last decision.</summary>
    /// <param name="members">All customers who at some time had a group in common, directly or through others.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    public static IEnumerable<GroupEntry> Run(IReadOnlyList<GroupMember> members, DateOnly from, DateOnly to)
    {
        var held = Held(members);
        DateOnly? next = members.Any(member => member.Held is not null || member.Source.Joined <= from) ? from : NextAfter(members, held, from);
        for (; next is { } day && day <= to; next = day == to ? null : NextAfter(members, held, day))
            foreach (var entry in On(members, held, day, LadderTimeline.On, state => state?.LastAsOf >= day))
            {
                yield return entry;
                if (entry.Entry is TimelineEntry.Failed) yield break;
            }
    }

    /// <summary>The entries of one day, for the groups of these customers; that of a member's last decision may be judged again, no earlier one.</summary>
    public static IEnumerable<GroupEntry> On(IReadOnlyList<GroupMember> members, DateOnly day, IReadOnlySet<string> whose) =>
        On(Of(members, whose, day), Held(members), day, LadderTimeline.On, state => state?.LastAsOf > day);

    /// <summary>The entries of one review that a person asks for, for the groups of these customers.</summary>
    public static IEnumerable<GroupEntry> OnRequest(IReadOnlyList<GroupMember> members, DateOnly day, IReadOnlySet<string> whose) =>
        On(Of(members, whose, day), Held(members), day, LadderTimeline.OnRequest, state => state?.LastAsOf >= day);

    /// <summary>
    /// The entries of the first day of a version, for the groups of these customers: those without a tier join and, where its transition is at once, what
    /// earlier versions left is judged.
    /// </summary>
    public static IEnumerable<GroupEntry> OnTransition(IReadOnlyList<GroupMember> members, DateOnly day, IReadOnlySet<string> whose) =>
        On(Of(members, whose, day), Held(members), day, Transition, state => state?.LastAsOf > day);

    private static IEnumerable<TimelineEntry> Transition(TimelineSource source, HeldState? held, DateOnly day) =>
        held is null || (source.Policy.Policy.Transition is Policies.Transition.AtOnce && held.JudgedBy < source.Reference.Version)
            ? LadderTimeline.OnTransition(source, held, day)
            : [];

    private static Dictionary<string, HeldState?> Held(IReadOnlyList<GroupMember> members) =>
        members.ToDictionary(member => member.Key, member => member.Held, StringComparer.Ordinal);

    /// <summary>The members of the groups to which these customers belong on a day, or did on the day before.</summary>
    private static IReadOnlyList<GroupMember> Of(IReadOnlyList<GroupMember> members, IReadOnlySet<string> whose, DateOnly day)
    {
        var concerned = members.Where(member => whose.Contains(member.Key)).SelectMany(member => MembersOn(member, day.AddDays(-1))).Concat(whose).ToHashSet(StringComparer.Ordinal);
        var keys = members.Where(member => concerned.Contains(member.Key)).SelectMany(member => MembersOn(member, day)).ToHashSet(StringComparer.Ordinal);
        return [.. members.Where(member => keys.Contains(member.Key))];
    }

    private static IReadOnlyList<string> MembersOn(GroupMember member, DateOnly day) => MembersOn(member.Key, member.Source, day);

    /// <summary>The members of a customer's group on a day, its head first.</summary>
    internal static IReadOnlyList<string> MembersOn(string customer, TimelineSource source, DateOnly day) =>
        source.KnownOn(day).Groups?.MembersOn(customer, day, source.Policy.Zone) ?? [customer];

    private static IEnumerable<GroupEntry> On(
        IReadOnlyList<GroupMember> members, Dictionary<string, HeldState?> held, DateOnly day,
        Func<TimelineSource, HeldState?, DateOnly, IEnumerable<TimelineEntry>> entries, Func<HeldState?, bool> isDone)
    {
        var byKey = members.ToDictionary(member => member.Key, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            if (seen.Contains(member.Key) || member.Source.Joined > day) continue;
            var group = MembersOn(member, day);
            seen.UnionWith(group);
            if (group.Any(key => isDone(held[key]))) continue;
            var first = group.FirstOrDefault(key => held[key] is not null) ?? group[0];
            var (lead, leads) = (held[first], SourceOn(byKey[first].Source, day));
            foreach (var key in group)
                foreach (var entry in OfOne(SourceOn(byKey[key].Source, day) with { RecheckedAs = leads }, lead, held[key], day, entries))
                {
                    held[key] = After(held[key], entry);
                    yield return new(key, entry is TimelineEntry.Standing standing ? standing with { Held = held[key]! } : entry);
                }
        }
    }

    /// <summary>The entries of one member.</summary>
    /// <param name="source">The member; <see cref="TimelineSource.RecheckedAs"/> is the first of the group who holds anything.</param>
    /// <param name="lead">What the first of the group holds who holds anything: from it all are decided.</param>
    /// <param name="own">What the member itself holds.</param>
    /// <param name="day">The day.</param>
    /// <param name="entries">Which entries, as of somebody who is judged alone.</param>
    internal static IEnumerable<TimelineEntry> OfOne(
        TimelineSource source, HeldState? lead, HeldState? own, DateOnly day, Func<TimelineSource, HeldState?, DateOnly, IEnumerable<TimelineEntry>> entries)
    {
        if (source.InTerms(lead) is not { } group) return entries(source, null, day);
        var isLead = ReferenceEquals(lead, own);
        own = source.InTerms(own);
        // An override is of one customer, whoever else is in the group.
        var before = group with { Overrides = own?.Overrides ?? [] };
        List<TimelineEntry> found = [.. entries(source, before, day)];
        if (!IsInStep(own, group) && !found.Any(entry => entry is TimelineEntry.Decided or TimelineEntry.Failed))
            found.InsertRange(0, LadderTimeline.On(source, before, day, [TriggerKind.AtOnce]).Where(entry => entry is not TimelineEntry.Judged and not TimelineEntry.Standing));
        return found.Select(entry => entry is TimelineEntry.Decided decided ? Own(source, own, decided, isLead) : entry);
    }

    private static bool IsInStep(HeldState? own, HeldState lead) =>
        own is not null && (own.Tier, own.ValidUntil, own.GraceEnds) == (lead.Tier, lead.ValidUntil, lead.GraceEnds);

    /// <summary>The group's decision as that of one member: whose tier began on the day it came to have it, and what it came to is seen from what the member had.</summary>
    private static TimelineEntry.Decided Own(TimelineSource source, HeldState? own, TimelineEntry.Decided decided, bool isLead)
    {
        var decision = decided.Decision;
        var isKept = own is not null && own.Tier == decision.Held;
        var outcome = own is null ? Outcome.Joined
            : !isKept ? (source.Policy.RankOf(own.Tier) > source.Policy.RankOf(decision.Held) ? Outcome.Downgraded : Outcome.Upgraded)
            : decision.Outcome is Outcome.Upgraded or Outcome.Downgraded ? Outcome.Retained
            : decision.Outcome;
        decision = decision with
        {
            EffectiveFrom = isLead ? decision.EffectiveFrom : From(source, own, decision),
            Outcome = outcome,
            Supersedes = decision.Supersedes is null ? null : own?.GivenBy ?? decision.Supersedes,
        };
        return new(decision, decided.IsRecorded || decision.Changes(own));
    }

    /// <summary>Since when a member has the tier of its group.</summary>
    private static DateOnly From(TimelineSource source, HeldState? own, Decision decision)
    {
        if (own is not null && decision.Trigger.Kind == TriggerKind.Recheck) return Rechecked(source, own, decision);
        if (own is not null && own.Tier == decision.Held) return own.EffectiveFrom;
        return decision.EffectiveFrom < decision.AsOf ? decision.AsOf : decision.EffectiveFrom;
    }

    /// <summary>
    /// Since when a member has the tier that a recheck found of its group. What the group held already when the member came began for the member on that day, or
    /// earlier where the member held the same.
    /// </summary>
    private static DateOnly Rechecked(TimelineSource source, HeldState own, Decision decision)
    {
        var known = source.KnownOn(decision.AsOf);
        if (known.Groups?.CameOn(known.Own.Customer, decision.AsOf, source.Policy.Zone) is not { } came || decision.EffectiveFrom >= came) return decision.EffectiveFrom;
        var before = RecheckWalk.StoodOn(source, own, decision.AsOf, came.AddDays(-1));
        return before is not null && before.Tier == decision.Held ? before.EffectiveFrom : came;
    }

    private static HeldState? After(HeldState? held, TimelineEntry entry) => entry switch
    {
        TimelineEntry.Decided { IsRecorded: true, Decision: var decision } => HeldState.After(held, decision),
        TimelineEntry.Judged { Warning: var warning } => held!.After(warning),
        _ => held,
    };

    /// <summary>A member on a day, joined when the first of its group did.</summary>
    internal static TimelineSource SourceOn(TimelineSource source, DateOnly day) => source with
    {
        Joined = source.KnownOn(day).On(day, source.Policy.Zone).Own.Joined(source.Policy.Zone)!.Value,
    };

    private static DateOnly? NextAfter(IReadOnlyList<GroupMember> members, Dictionary<string, HeldState?> held, DateOnly day)
    {
        DateOnly? next = null;
        foreach (var member in members)
        {
            var source = member.Source.Joined > day ? member.Source : SourceOn(member.Source, day);
            var due = source.InTerms(held[member.Key]) is { } state ? LadderTimeline.NextAfter(source, state, day)
                : source.Joined > day ? source.Joined : (DateOnly?)null;
            // Whoever comes or goes does so by a fact, whatever the policy makes of facts.
            foreach (var found in (ReadOnlySpan<DateOnly?>)[due, LadderTimeline.After(source.FactDays, day)])
                if (found is not null && (next is null || found < next)) next = found;
        }
        return next;
    }
}
