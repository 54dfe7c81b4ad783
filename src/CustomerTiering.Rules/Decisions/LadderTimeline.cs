namespace CustomerTiering.Rules.Decisions;

/// <summary>A member of a set of customers who affect one another. A single customer is a set of one.</summary>
/// <param name="Source">The timeline source; its <see cref="TimelineSource.Joined"/> is the customer's own.</param>
/// <param name="Held">The held tier; null without a decision.</param>
public sealed record GroupMember(string Key, TimelineSource Source, HeldState? Held);

/// <summary>A timeline entry of one customer.</summary>
/// <param name="Customer">The customer's key.</param>
public sealed record GroupEntry(string Customer, TimelineEntry Entry);

/// <summary>
/// Produces every due decision, day by day, for a set of customers who affect one another (usually one). Days without due decisions are skipped. If
/// the policy assesses groups, all members are decided from the state of the first member that holds a tier, using the facts of all members. They
/// therefore share one tier and one validity. A customer who enters a group takes over its tier at once.
/// </summary>
public static class LadderTimeline
{
    /// <summary>The entries of a single customer for a range of days, both ends included.</summary>
    /// <param name="held">
    /// The state at the start of <paramref name="from"/>; null without a decision. The first decision is then made on the later of joining and
    /// <paramref name="from"/>.
    /// </param>
    /// <param name="from">The first day. Decisions that fell due earlier and are still open are made on it.</param>
    public static IEnumerable<TimelineEntry> Run(TimelineSource source, HeldState? held, DateOnly from, DateOnly to) =>
        Run([new("", source, held)], from, to).Select(entry => entry.Entry);

    /// <summary>The entries for a range of days, both ends included. A group is decided only after the last decision of every member.</summary>
    /// <param name="members">All customers who ever shared a group, directly or through others.</param>
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

    /// <summary>The entries of one day. The day of a member's last decision may be decided again, but no earlier day.</summary>
    /// <param name="members">All customers who affect one another.</param>
    /// <param name="whose">Keys of the customers whose groups to decide; null: all.</param>
    public static IEnumerable<GroupEntry> On(IReadOnlyList<GroupMember> members, DateOnly day, IReadOnlySet<string>? whose = null) =>
        Of(members, whose, day).On(day, LadderDay.On, done: Days.Next(day));

    /// <summary>The entries of one requested review, due or not. A customer without a tier joins instead.</summary>
    /// <inheritdoc cref="On"/>
    public static IEnumerable<GroupEntry> OnRequest(IReadOnlyList<GroupMember> members, DateOnly day, IReadOnlySet<string>? whose = null) =>
        Of(members, whose, day).On(day, LadderDay.OnRequest, done: day);

    /// <summary>
    /// The entries of the day on which a version assesses tiers from earlier versions. Customers without a tier join. If the transition is at once,
    /// tiers from earlier versions are assessed.
    /// </summary>
    /// <inheritdoc cref="On"/>
    public static IEnumerable<GroupEntry> OnTransition(IReadOnlyList<GroupMember> members, DateOnly day, IReadOnlySet<string>? whose = null) =>
        Of(members, whose, day).On(day, LadderDay.OnTransition, done: Days.Next(day));

    /// <summary>The decision that ends the tier of a customer who left. The customer is assessed alone.</summary>
    public static IEnumerable<GroupEntry> Leaving(GroupMember member, DateOnly day) =>
        LadderDay.Only(TriggerKind.Leaving, member.Source, member.Held, day).Select(entry => new GroupEntry(member.Key, entry));

    /// <summary>The members of the groups to which these customers belong on the day, or belonged on the day before.</summary>
    private static Places Of(IReadOnlyList<GroupMember> members, IReadOnlySet<string>? whose, DateOnly day)
    {
        if (whose is null) return new(members);
        HashSet<string> MembersWith(IReadOnlySet<string> keys, DateOnly on) =>
            members.Where(member => keys.Contains(member.Key))
                .SelectMany(member => MembersOn(member.Key, member.Source, on)).ToHashSet(StringComparer.Ordinal);
        var keys = MembersWith(MembersWith(whose, day.AddDays(-1)).Union(whose).ToHashSet(StringComparer.Ordinal), day);
        return new([.. members.Where(member => keys.Contains(member.Key))]);
    }

    /// <summary>The members of the customer's group on a day, the head first.</summary>
    internal static IReadOnlyList<string> MembersOn(string customer, TimelineSource source, DateOnly day) =>
        source.KnownOn(day).Groups?.MembersOn(customer, day, source.Policy.Zone) ?? [customer];

    /// <summary>The entries of one member.</summary>
    /// <param name="source">The member; <see cref="TimelineSource.RecheckedAs"/> is the first member of the group that holds a tier.</param>
    /// <param name="lead">The state of the first member that holds a tier. All members are decided from it.</param>
    /// <param name="own">The member's own state.</param>
    /// <param name="entries">Produces the entries as for a single customer.</param>
    internal static IEnumerable<TimelineEntry> OfOne(
        TimelineSource source, HeldState? lead, HeldState? own, DateOnly day,
        Func<TimelineSource, HeldState?, DateOnly, IEnumerable<TimelineEntry>> entries)
    {
        if (source.InTerms(lead) is not { } group) return entries(source, null, day);
        var isLead = ReferenceEquals(lead, own);
        own = source.InTerms(own);
        // An override belongs to one customer, not to the group.
        var before = group with { Overrides = own?.Overrides ?? [] };
        List<TimelineEntry> found = [.. entries(source, before, day)];
        if (!IsInStep(own, group) && !found.Any(entry => entry is TimelineEntry.Decided or TimelineEntry.Failed))
            found.InsertRange(0, LadderDay.Only(TriggerKind.AtOnce, source, before, day));
        return found.Select(entry => entry is TimelineEntry.Decided decided ? Own(source, own, decided, isLead) : entry);
    }

    private static bool IsInStep(HeldState? own, HeldState lead) =>
        own is not null && (own.Tier, own.ValidUntil, own.GraceEnds) == (lead.Tier, lead.ValidUntil, lead.GraceEnds);

    /// <summary>
    /// The group's decision as one member's decision. The tier starts on the day the member obtained it, and the outcome is relative to the member's
    /// previous tier.
    /// </summary>
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

    /// <summary>The first day on which a member has the group's tier.</summary>
    private static DateOnly From(TimelineSource source, HeldState? own, Decision decision)
    {
        if (own is not null && decision.Trigger.Kind == TriggerKind.Recheck) return Rechecked(source, own, decision);
        if (own is not null && own.Tier == decision.Held) return own.EffectiveFrom;
        return decision.EffectiveFrom < decision.AsOf ? decision.AsOf : decision.EffectiveFrom;
    }

    /// <summary>
    /// The first day on which a member has the tier that a recheck found for its group. If the group already held it when the member entered, that is
    /// the day of entry, or an earlier day if the member held the same tier before.
    /// </summary>
    private static DateOnly Rechecked(TimelineSource source, HeldState own, Decision decision)
    {
        var known = source.KnownOn(decision.AsOf);
        if (known.Groups?.CameOn(known.Own.Customer, decision.AsOf, source.Policy.Zone) is not { } came || decision.EffectiveFrom >= came)
            return decision.EffectiveFrom;
        var before = RecheckWalk.StoodOn(source, own, decision.AsOf, came.AddDays(-1));
        return before is not null && before.Tier == decision.Held ? before.EffectiveFrom : came;
    }

    /// <summary>The customer on a day. A member of a group joined when the group's first member did.</summary>
    internal static TimelineSource SourceOn(TimelineSource source, DateOnly day) => source.KnownOn(day) is { Groups: not null } known
        ? source with { Joined = known.On(day, source.Policy.Zone).Own.Joined(source.Policy.Zone)!.Value }
        : source;

    /// <summary>All members, processed day by day.</summary>
    private sealed class Places
    {
        private readonly List<Place> _all;
        private Dictionary<string, Place>? _byKey;

        internal Places(IReadOnlyList<GroupMember> members)
        {
            _all = new(members.Count);
            foreach (var member in members) _all.Add(new(member));
        }

        /// <param name="entries">Produces the entries as for a single customer.</param>
        /// <param name="done">A group is skipped if the last decision of any member is as of this day or later.</param>
        internal IEnumerable<GroupEntry> On(
            DateOnly day, Func<TimelineSource, HeldState?, DateOnly, IEnumerable<TimelineEntry>> entries, DateOnly done)
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
                        yield return new(
                            one.Key, one.OfGroup && entry is TimelineEntry.Standing standing ? standing with { Held = one.Held! } : entry);
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

    /// <summary>The progress of one member.</summary>
    private sealed class Place(GroupMember member)
    {
        internal string Key => member.Key;

        internal TimelineSource Source => member.Source;

        internal HeldState? Held { get; private set; } = member.Held;

        /// <summary>The last day processed for the member's group.</summary>
        internal DateOnly? Done { get; set; }

        /// <summary>Whether the member is assessed with its group, if it has one.</summary>
        internal bool OfGroup => member.Source.Policy.Policy.JudgesGroups;

        internal IReadOnlyList<Place> Alone => field ??= [this];

        internal void Take(TimelineEntry entry) => Held = HeldState.After(OfGroup ? Held : Source.InTerms(Held), entry);

        /// <summary>The next day on which the member must be processed.</summary>
        internal DateOnly? NextAfter(DateOnly day)
        {
            var source = Source.Joined > day ? Source : SourceOn(Source, day);
            var due = source.InTerms(Held) is { } state
                ? LadderDay.NextAfter(source, state, day) : source.Joined > day ? source.Joined : (DateOnly?)null;
            // Facts also change group membership, regardless of the facts that concern the policy.
            return OfGroup && LadderDay.After(source.FactDays, day) is { } fact && !(fact >= due) ? fact : due;
        }
    }
}
