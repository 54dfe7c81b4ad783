namespace CustomerTiering.Rules.Decisions;

/// <summary>A customer whose group is decided again.</summary>
/// <param name="Key">The customer's key.</param>
/// <param name="Held">What is held now; null without a decision, or after leaving.</param>
/// <param name="Stood">The days on which decisions stand, ascending; none where none is of a day that is decided again.</param>
/// <param name="SourceOn">The customer as the version in force on a day looks at them; <see cref="TimelineSource.Joined"/> is the customer's own.</param>
public sealed record StoodMember(string Key, HeldState? Held, IReadOnlyList<DecidedDay> Stood, Func<DateOnly, TimelineSource> SourceOn);

/// <summary>What came of deciding customers again whose groups are judged as one.</summary>
/// <param name="Entries">The decisions that are new, all of them to be recorded, in the order of days; they end with the last day on which anything was decided.</param>
/// <param name="Held">What each holds after that day, by key, with the decisions that now lead to it; null: nothing.</param>
public sealed record GroupRedecided(IReadOnlyList<GroupEntry> Entries, IReadOnlyDictionary<string, HeldState?> Held);

/// <summary>
/// As <see cref="Redecision"/>, for customers whose groups are judged as one: day by day all members of a group are decided from what the first of them holds,
/// and of each member what comes out as it did stands. Whose first decision stood joins on its day again; who has none joins on the first day there is.
/// </summary>
public static class GroupRedecision
{
    /// <summary>The decisions that are new, and what each holds by them.</summary>
    /// <param name="members">All customers who at some time had a group in common, directly or through others.</param>
    /// <param name="calls">Days, ascending, with facts of any of them that call for an evaluation at once or a recheck.</param>
    /// <param name="since">The first day of which something else is known now.</param>
    public static GroupRedecided Run(IReadOnlyList<StoodMember> members, IReadOnlyList<DateOnly> calls, DateOnly since)
    {
        var places = members.ToDictionary(member => member.Key, member => new Place(member, since), StringComparer.Ordinal);
        IReadOnlyList<GroupEntry> entries = [.. Entries(places, calls, since)];
        return new(entries, places.ToDictionary(place => place.Key, place => place.Value.Held, StringComparer.Ordinal));
    }

    private static IEnumerable<GroupEntry> Entries(Dictionary<string, Place> places, IReadOnlyList<DateOnly> calls, DateOnly since)
    {
        for (var done = since.AddDays(-1); places.Values.Any(place => place.Next is not null);)
        {
            var call = LadderTimeline.After(calls, done);
            var day = places.Values.Select(place => place.DayAfter(done, call)).OfType<DateOnly>().Min();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var place in places.Values)
            {
                if (seen.Contains(place.Member.Key)) continue;
                List<Place> group = [.. GroupTimeline.MembersOn(place.Member.Key, place.Member.SourceOn(day), day).Select(key => places[key])];
                seen.UnionWith(group.Select(one => one.Member.Key));
                foreach (var entry in On(group, day))
                {
                    yield return entry;
                    if (entry.Entry is TimelineEntry.Failed) yield break;
                }
            }
            done = day;
        }
    }

    private static IEnumerable<GroupEntry> On(List<Place> group, DateOnly day)
    {
        var first = group.FirstOrDefault(one => one.Held is not null) ?? group[0];
        var stood = group.Select(one => one.StoodOn(day)).FirstOrDefault(old => old is not null);
        var (lead, leads) = (first.Held, Then(first));
        foreach (var place in group)
        {
            var old = place.StoodOn(day);
            if (old is null && place.Held is null && place.Joins != day) continue;
            var source = Then(place) with { RecheckedAs = leads };
            var (made, failed) = Make(source, lead, place.Held, old, day);
            if (failed is not null)
            {
                yield return new(place.Member.Key, failed);
                yield break;
            }
            if (place.Take(old, made) is { } changed) yield return new(place.Member.Key, new TimelineEntry.Decided(changed, IsRecorded: true));
        }

        TimelineSource Then(Place place) => Redecision.AsThen(GroupTimeline.SourceOn(place.Member.SourceOn(day), day), stood, day);
    }

    /// <summary>What is decided of a member's day: where a decision of its own stood one is made in any case, elsewhere only what changes something.</summary>
    private static (Decision? Made, TimelineEntry.Failed? Failed) Make(TimelineSource source, HeldState? lead, HeldState? own, DecidedDay? old, DateOnly day)
    {
        if (own is not null && Redecision.IsGone(source, old)) return Last(LadderTimeline.Leaving(source, own, day), all: true);
        var (made, failed) = Last(GroupTimeline.OfOne(source, lead, own, day, LadderTimeline.DecisionsOn), all: old is not null);
        return made is not null || failed is not null || old is null ? (made, failed)
            : Last(GroupTimeline.OfOne(source, lead, own, day, (one, held, on) => LadderTimeline.On(one, held, on, [TriggerKind.Withdrawal])), all: true);
    }

    private static (Decision? Made, TimelineEntry.Failed? Failed) Last(IEnumerable<TimelineEntry> entries, bool all)
    {
        Decision? made = null;
        foreach (var entry in entries)
        {
            if (entry is TimelineEntry.Failed failed) return (null, failed);
            if (entry is TimelineEntry.Decided decided && (decided.IsRecorded || all)) made = decided.Decision;
        }
        return (made, null);
    }

    /// <summary>How far a member has got.</summary>
    private sealed class Place
    {
        private int _next;
        private HeldState? _was;

        internal Place(StoodMember member, DateOnly since)
        {
            Member = member;
            _next = member.Stood.TakeWhile(day => day.Day < since).Count();
            Held = _was = _next > 0 ? member.Stood[_next - 1].After : member.Stood.Count > 0 ? null : member.Held;
            if (Held is not null || member.Stood.Count > 0) return;
            var source = member.SourceOn(since);
            Joins = ((DateOnly[])[since, source.Joined, source.InForce]).Max();
        }

        internal StoodMember Member { get; }

        internal HeldState? Held { get; private set; }

        /// <summary>The day on which whoever was never decided about joins; null for everybody else.</summary>
        internal DateOnly? Joins { get; }

        /// <summary>The next day on which a decision stands; null after the last.</summary>
        internal DateOnly? Next => _next < Member.Stood.Count ? Member.Stood[_next].Day : null;

        internal DecidedDay? StoodOn(DateOnly day) => Next == day ? Member.Stood[_next] : null;

        /// <summary>The next day on which the member has to be looked at.</summary>
        internal DateOnly? DayAfter(DateOnly done, DateOnly? call) =>
            Held is null ? Next ?? (Joins > done ? Joins : null) : ((DateOnly?[])[Next, call, Redecision.NewlyDue(Held, _was, done)]).Min();

        /// <summary>Moves on by a day; the decision to be recorded, or null where what stood stands or nothing is decided.</summary>
        internal Decision? Take(DecidedDay? old, Decision? made)
        {
            if (old is not null)
            {
                _next++;
                _was = old.After;
                if (old.Says(made!))
                {
                    Held = old.After?.AsAfter(Held);
                    return null;
                }
            }
            if (made is null) return null;
            Held = HeldState.After(Held, made);
            if (old is not null && Held is not null) Held = Held with { Overrides = old.After?.Overrides ?? [] };
            return made with { Supersedes = old?.Decision.Id ?? made.Supersedes, FollowedBy = Next };
        }
    }
}
