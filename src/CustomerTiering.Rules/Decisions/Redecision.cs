namespace CustomerTiering.Rules.Decisions;

/// <summary>A member of a set of customers who affect one another and are decided again. A single customer is a set of one.</summary>
/// <param name="Held">The current state; null without a decision, or after leaving.</param>
/// <param name="Stood">The days with standing decisions, ascending; empty if no decision falls in the days decided again.</param>
/// <param name="SourceOn">The source under the version in force on a day; its <see cref="TimelineSource.Joined"/> is the customer's own.</param>
public sealed record StoodMember(string Key, HeldState? Held, IReadOnlyList<DecidedDay> Stood, Func<DateOnly, TimelineSource> SourceOn);

/// <summary>The result of deciding customers again.</summary>
/// <param name="Entries">The new decisions, all to be recorded, in the order of days, up to the last day with any decision.</param>
/// <param name="Held">The state of each customer after that day, by key, with the decisions that now lead to it; null: no tier.</param>
public sealed record Redecided(IReadOnlyList<GroupEntry> Entries, IReadOnlyDictionary<string, HeldState?> Held);

/// <summary>
/// Repeats, in the order of days, the decisions that would differ with today's knowledge. A decision with the same result stands. A decision with a
/// different result supersedes the old one. The first decision stays on its day, warnings are not taken back, and a review is repeated only where one
/// was made. Members of a group assessed as one are decided from the state of the first member that holds a tier. A member without any decision joins
/// on the first possible day.
/// </summary>
public static class Redecision
{
    /// <summary>The new decisions, and the resulting state of each customer.</summary>
    /// <param name="members">All customers who ever shared a group, directly or through others.</param>
    /// <param name="calls">Days, ascending, with facts of any member that require an at-once evaluation or a recheck.</param>
    /// <param name="since">The first day for which knowledge has changed.</param>
    public static Redecided Run(IReadOnlyList<StoodMember> members, IReadOnlyList<DateOnly> calls, DateOnly since)
    {
        var places = members.ToDictionary(member => member.Key, member => new Place(member, since), StringComparer.Ordinal);
        IReadOnlyList<GroupEntry> entries = [.. Entries(places, calls, since)];
        return new(entries, places.ToDictionary(place => place.Key, place => place.Value.Held, StringComparer.Ordinal));
    }

    private static IEnumerable<GroupEntry> Entries(Dictionary<string, Place> places, IReadOnlyList<DateOnly> calls, DateOnly since)
    {
        for (var done = since.AddDays(-1); places.Values.Any(place => place.Next is not null);)
        {
            var call = LadderDay.After(calls, done);
            var day = places.Values.Select(place => place.DayAfter(done, call)).OfType<DateOnly>().Min();
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var place in places.Values)
            {
                if (seen.Contains(place.Member.Key)) continue;
                List<Place> group = [.. LadderTimeline.MembersOn(place.Member.Key, place.Member.SourceOn(day), day).Select(key => places[key])];
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
            if (place.Take(source, old, made) is { } changed)
                yield return new(place.Member.Key, new TimelineEntry.Decided(changed, IsRecorded: true));
        }

        TimelineSource Then(Place place) => AsThen(LadderTimeline.SourceOn(place.Member.SourceOn(day), day), stood, day);
    }

    /// <summary>
    /// The decision for a member on a day. If a decision of the member stood on that day, one is always made; otherwise only if it changes something.
    /// </summary>
    private static (
        Decision? Made, TimelineEntry.Failed? Failed) Make(TimelineSource source, HeldState? lead, HeldState? own, DecidedDay? old, DateOnly day)
    {
        // A customer who left and has not returned leaves again.
        if (own is not null && !source.HasReturned && old?.Decision.Trigger.Kind == TriggerKind.Leaving)
            return Last(LadderDay.Only(TriggerKind.Leaving, source, own, day), all: true);
        var (made, failed) = Last(LadderTimeline.OfOne(source, lead, own, day, LadderDay.DecisionsOn), all: old is not null);
        return made is not null || failed is not null || old is null ? (made, failed)
            : Last(LadderTimeline.OfOne(source, lead, own, day, (one, held, on) => LadderDay.Only(TriggerKind.Withdrawal, one, held, on)), all: true);
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

    /// <summary>Repeats a review, or another decision of a review day. Repeats an at-once decision even if its fact is of another day.</summary>
    private static TimelineSource AsThen(TimelineSource source, DecidedDay? old, DateOnly day)
    {
        var reviewed = old is not null && (old.Decision.Trigger.Kind == TriggerKind.Review || source.Reviews.IsOn(source.Joined, day));
        return source with
        {
            Reviews = ReviewDates.On(reviewed ? [day] : []),
            Schedule = source.Schedule ?? source.Reviews,
            TransitionOn = old?.Decision.Trigger.Kind == TriggerKind.Transition ? day : null,
            FactDays = old?.Decision.Trigger.Kind == TriggerKind.AtOnce ? [day] : source.FactDays,
        };
    }

    /// <summary>The progress of one member.</summary>
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

        /// <summary>The day on which a member without any decision joins; null for other members.</summary>
        internal DateOnly? Joins { get; }

        /// <summary>The next day with a standing decision; null after the last.</summary>
        internal DateOnly? Next => _next < Member.Stood.Count ? Member.Stood[_next].Day : null;

        internal DecidedDay? StoodOn(DateOnly day) => Next == day ? Member.Stood[_next] : null;

        /// <summary>The next day on which the member must be processed.</summary>
        internal DateOnly? DayAfter(DateOnly done, DateOnly? call) =>
            Held is null ? Next ?? (Joins > done ? Joins : null) : ((DateOnly?[])[Next, call, NewlyDue(done)]).Min();

        /// <summary>Advances by a day. Returns the decision to record; null if the old one stands or there is none.</summary>
        internal Decision? Take(TimelineSource source, DecidedDay? old, Decision? made)
        {
            if (!source.Policy.Policy.JudgesGroups) Held = source.InTerms(Held);
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

        /// <summary>The end of a validity or grace period that was not known before. An end that was skipped then is skipped now.</summary>
        private DateOnly? NewlyDue(DateOnly done)
        {
            var due = Held!.GraceEnds ?? Held.ValidUntil;
            return due is not { } day || day == (_was?.GraceEnds ?? _was?.ValidUntil) ? null : day > done ? day : done.AddDays(1);
        }
    }
}
