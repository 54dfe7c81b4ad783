namespace CustomerTiering.Rules.Decisions;

/// <summary>A customer among those who bear on one another; a customer alone is a group of one.</summary>
/// <param name="Key">The customer's key.</param>
/// <param name="Source">The customer; <see cref="TimelineSource.Joined"/> is the customer's own.</param>
/// <param name="Held">What is held; null without a decision.</param>
public sealed record GroupMember(string Key, TimelineSource Source, HeldState? Held);

/// <summary>An entry of one customer.</summary>
/// <param name="Customer">The customer's key.</param>
public sealed record GroupEntry(string Customer, TimelineEntry Entry);

/// <summary>
/// Every decision that is due for customers who bear on one another, usually one, day by day; a day without any is passed over. Where the policy judges groups as
/// one, all members are decided from what the first of them holds who holds anything, by the facts of all, so that they have one tier and one validity; a customer
/// who comes to a group takes over what it holds, at once.
/// </summary>
public static class LadderTimeline
{
    /// <summary>The entries of a customer alone, from a day to a day, both included.</summary>
    /// <param name="held">What is held at the start of <paramref name="from"/>; null without a decision: the first is then on the later of joining and <paramref name="from"/>.</param>
    /// <param name="from">The first day; what was due before and is still open is judged on it.</param>
    /// <param name="to">The last day.</param>
    public static IEnumerable<TimelineEntry> Run(TimelineSource source, HeldState? held, DateOnly from, DateOnly to) =>
        Run([new("", source, held)], from, to).Select(entry => entry.Entry);

    /// <summary>The entries from a day to a day, both included. Of several customers, a group is decided on no day up to that of a member's last decision.</summary>
    /// <param name="members">All customers who at some time had a group in common, directly or through others.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    public static IEnumerable<GroupEntry> Run(IReadOnlyList<GroupMember> members, DateOnly from, DateOnly to)
    {
        var places = new Places(members);
        DateOnly? next = members.Any(member => member.Held is not null || member.Source.Joined <= from) ? from : places.NextAfter(from);
        for (; next is { } day && day <= to; next = day == to ? null : places.NextAfter(day))
            foreach (var entry in places.On(day, LadderDay.On, done: members.Count == 1 ? DateOnly.MaxValue : day))
            {
                yield return entry;
                if (entry.Entry is TimelineEntry.Failed) yield break;
            }
    }

    /// <summary>The entries of one day, for the groups of these customers; that of a member's last decision may be judged again, no earlier one.</summary>
    /// <param name="members">All customers who bear on one another.</param>
    /// <param name="whose">Whose groups, by key; null: everybody's.</param>
    public static IEnumerable<GroupEntry> On(IReadOnlyList<GroupMember> members, DateOnly day, IReadOnlySet<string>? whose = null) =>
        Of(members, whose, day).On(day, LadderDay.On, done: Days.Next(day));

    /// <summary>The entries of one review that a person asks for, whatever is due; of who holds nothing, of the joining.</summary>
    /// <inheritdoc cref="On"/>
    public static IEnumerable<GroupEntry> OnRequest(IReadOnlyList<GroupMember> members, DateOnly day, IReadOnlySet<string>? whose = null) =>
        Of(members, whose, day).On(day, LadderDay.OnRequest, done: day);

    /// <summary>
    /// The entries of the day on which a version judges what earlier ones left: those without a tier join and, where its transition is at once, what earlier versions
    /// left is judged.
    /// </summary>
    /// <inheritdoc cref="On"/>
    public static IEnumerable<GroupEntry> OnTransition(IReadOnlyList<GroupMember> members, DateOnly day, IReadOnlySet<string>? whose = null) =>
        Of(members, whose, day).On(day, LadderDay.OnTransition, done: Days.Next(day));

    /// <summary>The decision by which ends what a customer holds, who is judged alone.</summary>
    public static IEnumerable<GroupEntry> Leaving(GroupMember member, DateOnly day) =>
        LadderDay.Only(TriggerKind.Leaving, member.Source, member.Held, day).Select(entry => new GroupEntry(member.Key, entry));

    /// <summary>The members of the groups to which these customers belong on a day, or did on the day before.</summary>
    private static Places Of(IReadOnlyList<GroupMember> members, IReadOnlySet<string>? whose, DateOnly day)
    {
        if (whose is null) return new(members);
        HashSet<string> MembersWith(IReadOnlySet<string> keys, DateOnly on) =>
            members.Where(member => keys.Contains(member.Key)).SelectMany(member => MembersOn(member.Key, member.Source, on)).ToHashSet(StringComparer.Ordinal);
        var keys = MembersWith(MembersWith(whose, day.AddDays(-1)).Union(whose).ToHashSet(StringComparer.Ordinal), day);
        return new([.. members.Where(member => keys.Contains(member.Key))]);
    }

    /// <summary>The members of a customer's group on a day, its head first.</summary>
    internal static IReadOnlyList<string> MembersOn(string customer, TimelineSource source, DateOnly day) =>
        source.KnownOn(day).Groups?.MembersOn(customer, day, source.Policy.Zone) ?? [customer];

    /// <summary>The entries of one member.</summary>
    /// <param name="source">The member; <see cref="TimelineSource.RecheckedAs"/> is the first of the group who holds anything.</param>
    /// <param name="lead">What the first of the group holds who holds anything: from it all are decided.</param>
    /// <param name="own">What the member holds.</param>
    /// <param name="entries">Which entries, as of a customer who is judged alone.</param>
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
            found.InsertRange(0, LadderDay.Only(TriggerKind.AtOnce, source, before, day));
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

    /// <summary>A customer on a day; a member of a group joined when the first of its group did.</summary>
    internal static TimelineSource SourceOn(TimelineSource source, DateOnly day) => source.KnownOn(day) is { Groups: not null } known
        ? source with { Joined = known.On(day, source.Policy.Zone).Own.Joined(source.Policy.Zone)!.Value }
        : source;

    /// <summary>All members, gone through day by day.</summary>
    private sealed class Places
    {
        private readonly List<Place> _all;
        private Dictionary<string, Place>? _byKey;

        internal Places(IReadOnlyList<GroupMember> members)
        {
            _all = new(members.Count);
            foreach (var member in members) _all.Add(new(member));
        }

        /// <param name="entries">Which entries, as of a customer who is judged alone.</param>
        /// <param name="done">A group is left alone of which a member was decided as of this day or a later one.</param>
        internal IEnumerable<GroupEntry> On(DateOnly day, Func<TimelineSource, HeldState?, DateOnly, IEnumerable<TimelineEntry>> entries, DateOnly done)
        {
            foreach (var place in _all)
            {
                if (place.Done == day || (place.Source.Joined > day && (place.OfGroup || place.Held is null))) continue;
                var group = GroupOf(place, day);
                foreach (var one in group) one.Done = day;
                if (group.Any(one => one.Held?.LastAsOf >= done)) continue;
                var first = group.FirstOrDefault(one => one.Held is not null) ?? group[0];
                var (lead, leads) = (first.Held, SourceOn(first.Source, day));
                foreach (var one in group)
                {
                    var found = one.OfGroup
                        ? OfOne(SourceOn(one.Source, day) with { RecheckedAs = leads }, lead, one.Held, day, entries)
                        : entries(one.Source, one.Held, day);
                    foreach (var entry in found)
                    {
                        one.Take(entry);
                        yield return new(one.Key, one.OfGroup && entry is TimelineEntry.Standing standing ? standing with { Held = one.Held! } : entry);
                    }
                }
            }
        }

        internal DateOnly? NextAfter(DateOnly day)
        {
            DateOnly? next = null;
            foreach (var place in _all)
                if (place.NextAfter(day) is { } found && !(found >= next)) next = found;
            return next;
        }

        private IReadOnlyList<Place> GroupOf(Place place, DateOnly day)
        {
            if (!place.OfGroup || MembersOn(place.Key, place.Source, day) is not { Count: > 1 } keys) return place.Alone;
            var byKey = _byKey ??= _all.ToDictionary(one => one.Key, StringComparer.Ordinal);
            return [.. keys.Select(key => byKey[key])];
        }
    }

    /// <summary>How far a member has got.</summary>
    private sealed class Place(GroupMember member)
    {
        internal string Key => member.Key;

        internal TimelineSource Source => member.Source;

        internal HeldState? Held { get; private set; } = member.Held;

        /// <summary>The last day on which its group was gone through.</summary>
        internal DateOnly? Done { get; set; }

        /// <summary>Whether the member is judged as part of its group, if it has one.</summary>
        internal bool OfGroup => member.Source.Policy.Policy.JudgesGroups;

        internal IReadOnlyList<Place> Alone => field ??= [this];

        internal void Take(TimelineEntry entry) => Held = HeldState.After(OfGroup ? Held : Source.InTerms(Held), entry);

        /// <summary>The next day on which the member has to be looked at.</summary>
        internal DateOnly? NextAfter(DateOnly day)
        {
            var source = Source.Joined > day ? Source : SourceOn(Source, day);
            var due = source.InTerms(Held) is { } state ? LadderDay.NextAfter(source, state, day) : source.Joined > day ? source.Joined : (DateOnly?)null;
            // A member comes to a group or leaves it by a fact, whatever the policy makes of facts.
            return OfGroup && LadderDay.After(source.FactDays, day) is { } fact && !(fact >= due) ? fact : due;
        }
    }
}
