namespace CustomerTiering.Rules.Decisions;

/// <summary>What came of deciding a customer again.</summary>
/// <param name="Entries">The decisions that are new, all of them to be recorded, in the order of days; they end with the last day on which anything was decided.</param>
/// <param name="Held">What is held after that day, with the decisions that now lead to it; null: nothing is.</param>
public sealed record Redecided(IReadOnlyList<TimelineEntry> Entries, HeldState? Held);

/// <summary>
/// Decides again, in the order of days, what would have come out otherwise, had all been known that is known now. What comes out as it did stands; of the
/// others each new decision names the one whose place it takes. The first decision stays on its day, warnings are not taken back, and a review is made
/// again only where one was made.
/// </summary>
public static class Redecision
{
    /// <summary>The decisions that are new, and what is held by them.</summary>
    /// <param name="stood">The days on which decisions stand, ascending.</param>
    /// <param name="sourceOn">The customer as the version in force on a day looks at them.</param>
    /// <param name="calls">Days, ascending, with facts that call for an evaluation at once or a recheck.</param>
    /// <param name="since">The first day of which something else is known now.</param>
    public static Redecided Run(
        IReadOnlyList<DecidedDay> stood, Func<DateOnly, TimelineSource> sourceOn, IReadOnlyList<DateOnly> calls, DateOnly since)
    {
        var next = stood.TakeWhile(day => day.Day < since).Count();
        var was = next > 0 ? stood[next - 1].After : null;
        var held = was;
        var entries = new List<TimelineEntry>();
        var call = 0;
        for (var done = since.AddDays(-1); next < stood.Count;)
        {
            while (call < calls.Count && calls[call] <= done) call++;
            var day = held is null ? stood[next].Day : Earliest(stood[next].Day, call < calls.Count ? calls[call] : null, NewlyDue(held, was, done));
            var old = stood[next].Day == day ? stood[next++] : null;
            var source = sourceOn(day);
            held = source.InTerms(held);
            var (made, failed) = Make(source, held, old, day);
            if (failed is not null) return new([.. entries, failed], held);
            if (old is not null && old.Says(made!)) held = old.After?.AsAfter(held);
            else if (made is not null)
            {
                held = HeldState.After(held, made);
                if (old is not null) held = held is null ? null : held with { Overrides = old.After?.Overrides ?? [] };
                entries.Add(new TimelineEntry.Decided(
                    made with { Supersedes = old?.Decision.Id ?? made.Supersedes, FollowedBy = next < stood.Count ? stood[next].Day : null }, IsRecorded: true));
            }
            if (old is not null) was = old.After;
            done = day;
        }
        return new(entries, held);
    }

    /// <summary>What is decided of a day: where a decision stood one is made in any case, elsewhere only what changes something.</summary>
    private static (Decision? Made, TimelineEntry.Failed? Failed) Make(TimelineSource source, HeldState? held, DecidedDay? old, DateOnly day)
    {
        source = AsThen(source, old, day);
        if (held is not null && IsGone(source, old)) return One(source, held, TriggerKind.Leaving, day);
        Decision? made = null;
        foreach (var entry in LadderTimeline.DecisionsOn(source, held, day))
        {
            if (entry is TimelineEntry.Failed failed) return (null, failed);
            if (entry is TimelineEntry.Decided decided && (decided.IsRecorded || old is not null)) made = decided.Decision;
        }
        return made is null && old is not null ? One(source, held, TriggerKind.Withdrawal, day) : (made, null);
    }

    /// <summary>Whether the customer left on a day, and is still gone.</summary>
    internal static bool IsGone(TimelineSource source, DecidedDay? old) => !source.HasReturned && old?.Decision.Trigger.Kind == TriggerKind.Leaving;

    private static (Decision? Made, TimelineEntry.Failed? Failed) One(TimelineSource source, HeldState? held, TriggerKind kind, DateOnly day)
    {
        var (decision, error) = Decide.Run(source.Request(held, kind, day));
        return (decision, error is null ? null : new TimelineEntry.Failed(error));
    }

    /// <summary>Reviewed is who was reviewed then, or was judged on a day of review for another reason; evaluated is also who was for a fact of another day.</summary>
    internal static TimelineSource AsThen(TimelineSource source, DecidedDay? old, DateOnly day)
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

    /// <summary>The end of a validity or grace that nobody knew of; one that was passed over then is passed over now.</summary>
    internal static DateOnly? NewlyDue(HeldState held, HeldState? was, DateOnly done)
    {
        var due = held.GraceEnds ?? held.ValidUntil;
        return due is not { } day || day == (was?.GraceEnds ?? was?.ValidUntil) ? null : day > done ? day : done.AddDays(1);
    }

    private static DateOnly Earliest(DateOnly day, DateOnly? second, DateOnly? third)
    {
        if (second < day) day = second.Value;
        return third < day ? third.Value : day;
    }
}
