namespace CustomerTiering.Rules.Decisions;

/// <summary>
/// What is due for one customer on one day, in this order: a recheck; if it changed nothing, the first due of expiry or grace end, review and at-once
/// evaluation; then warnings; then the standing, if requested.
/// </summary>
internal static class LadderDay
{
    /// <summary>The entries of one day.</summary>
    internal static IEnumerable<TimelineEntry> On(TimelineSource source, HeldState? held, DateOnly day)
    {
        held = source.InTerms(held);
        return On(source, held, day, Triggers(source, held, day));
    }

    /// <summary>The entries of one requested review, due or not. Without a held tier, the joining decision.</summary>
    internal static IEnumerable<TimelineEntry> OnRequest(TimelineSource source, HeldState? held, DateOnly day) =>
        On(source, source.InTerms(held), day, [held is null ? TriggerKind.Joining : TriggerKind.Review]);

    /// <summary>
    /// The entries of the day on which a version assesses tiers from earlier versions; without a held tier, the joining decision. Empty if the
    /// transition is not at once, or the version has already assessed the tier.
    /// </summary>
    internal static IEnumerable<TimelineEntry> OnTransition(TimelineSource source, HeldState? held, DateOnly day) =>
        held is null ? On(source, null, day, [TriggerKind.Joining])
        : source.Policy.Policy.Transition is Policies.Transition.AtOnce && source.IsCarried(held)
            ? On(source, source.InTerms(held), day, [TriggerKind.Transition])
        : [];

    /// <summary>The decision of one trigger, due or not; no warnings.</summary>
    internal static IEnumerable<TimelineEntry> Only(TriggerKind trigger, TimelineSource source, HeldState? held, DateOnly day) =>
        Decisions(source, source.InTerms(held), day, [trigger]);

    /// <summary>The decisions of one day, of which at most the last is recorded; no warnings.</summary>
    internal static IEnumerable<TimelineEntry> DecisionsOn(TimelineSource source, HeldState? held, DateOnly day) =>
        Decisions(source, held, day, Triggers(source, held, day));

    private static IEnumerable<TimelineEntry> On(TimelineSource source, HeldState? held, DateOnly day, IEnumerable<TriggerKind> triggers)
    {
        foreach (var entry in Decisions(source, held, day, triggers))
        {
            yield return entry;
            if (entry is TimelineEntry.Failed) yield break;
            if (entry is TimelineEntry.Decided { Decision: var decision, IsRecorded: true }) held = HeldState.After(held, decision);
        }
        if (held is null) yield break;
        var (warning, fault) = Decide.Warn(source.Policy, source.KnownOn(day), held, day);
        if (warning is not null)
        {
            yield return new TimelineEntry.Judged(warning);
            held = held.After(warning);
        }
        if (fault is null && Contains(source.StandingDays, day))
        {
            var (standing, cause) = Decide.Stand(source.Policy, source.KnownOn(day), held, day);
            if (standing is not null) yield return new TimelineEntry.Standing(held, standing);
            fault = cause;
        }
        if (fault is not null) yield return new TimelineEntry.Failed(fault);
    }

    private static IEnumerable<TimelineEntry> Decisions(TimelineSource source, HeldState? held, DateOnly day, IEnumerable<TriggerKind> triggers)
    {
        foreach (var kind in triggers)
        {
            var (decision, error) = kind == TriggerKind.Recheck ? Recheck(source, held!, day) : Decide.Run(source.Request(held, kind, day));
            if (error is not null) yield return new TimelineEntry.Failed(error);
            else if (decision is not null) yield return new TimelineEntry.Decided(decision, kind != TriggerKind.AtOnce || decision.Changes(held));
            if (kind != TriggerKind.Recheck || decision is not null || error is not null) yield break;
        }
    }

    /// <summary>The decision of a recheck; none if the held state would stand.</summary>
    private static Decided Recheck(TimelineSource source, HeldState held, DateOnly day)
    {
        var (found, error) = RecheckWalk.Find(source.RecheckedAs ?? source, held, day);
        return found is null ? new(null, error) : Decide.Recheck(source.Request(held, TriggerKind.Recheck, day), found);
    }

    /// <summary>The triggers due on a day. A recheck may precede one other trigger.</summary>
    private static IEnumerable<TriggerKind> Triggers(TimelineSource source, HeldState? held, DateOnly day)
    {
        if (held is null)
        {
            yield return TriggerKind.Joining;
            yield break;
        }
        var movement = source.Policy.Policy.Movement;
        var isOpen = source.OpenDay == day;
        if (movement.OnReturn is { } recheck && !(isOpen && recheck.After is not null) && Contains(source.RecheckDays, day))
            yield return TriggerKind.Recheck;
        // On a day that is not over, only overdue decisions are due.
        var due = isOpen ? Due.Overdue(held, day) : Due.On(source.Policy, held, source.Joined, source.Reviews, day).Decision();
        if (due is null or TriggerKind.Review && source.TransitionOn == day && source.IsCarried(held)) yield return TriggerKind.Transition;
        else if (due is { } kind) yield return kind;
        else if (movement.UpgradesAtOnce && Contains(source.FactDays, day)) yield return TriggerKind.AtOnce;
    }

    /// <summary>The next day on which time or a fact requires processing.</summary>
    internal static DateOnly? NextAfter(TimelineSource source, HeldState held, DateOnly day)
    {
        var next = Due.Next(source.Policy, held, source.Joined, source.Reviews, day)?.Day;
        var movement = source.Policy.Policy.Movement;
        if (movement.UpgradesAtOnce) Earlier(ref next, After(source.FactDays, day));
        if (movement.RechecksReturns) Earlier(ref next, After(source.RecheckDays, day));
        Earlier(ref next, After(source.StandingDays, day));
        if (source.TransitionOn > day && source.IsCarried(held)) Earlier(ref next, source.TransitionOn);
        return next;
    }

    private static void Earlier(ref DateOnly? next, DateOnly? day)
    {
        if (day is not null && (next is null || day < next)) next = day;
    }

    /// <summary>The first of <paramref name="days"/> after <paramref name="day"/>.</summary>
    internal static DateOnly? After(IReadOnlyList<DateOnly> days, DateOnly day) =>
        Place(days, day.AddDays(1)) is var place && place < days.Count ? days[place] : null;

    private static bool Contains(IReadOnlyList<DateOnly> days, DateOnly day) =>
        Place(days, day) is var place && place < days.Count && days[place] == day;

    /// <summary>The index of the first day that is not before <paramref name="day"/>.</summary>
    private static int Place(IReadOnlyList<DateOnly> days, DateOnly day)
    {
        var (low, high) = (0, days.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (days[middle] < day) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
