using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts.Tables;

namespace CustomerTiering.Rules.Decisions;

/// <summary>
/// Asks what would stand today had what was given back never been bought: goes again through every decision since the earliest purchase concerned, each by the
/// version then in force and from the facts it had then, less all that has been given back by today.
/// </summary>
internal sealed class RecheckWalk
{
    private readonly TimelineSource _source;
    private readonly HeldState _held;
    private readonly DateOnly _today;
    private readonly Dictionary<int, TimelineSource> _versions = [];
    private readonly Dictionary<DateOnly, HeldState?> _rechecked = [];
    private readonly Dictionary<DateOnly, DateOnly?> _concerns = [];
    private readonly Dictionary<(DateOnly, HeldState?), HeldState?> _steps = [];
    private readonly ReviewDates _reviews;

    private RecheckWalk(TimelineSource source, HeldState held, DateOnly today)
    {
        (_source, _held, _today) = (source, held, today);
        _reviews = ReviewDates.On(ReviewDays().Distinct().Order());
    }

    /// <summary>What would stand at the end of a day; null where no purchase is concerned, or what is held would stand.</summary>
    /// <param name="source">The customer on the day.</param>
    /// <exception cref="InvalidOperationException">It is not known how it came to be held.</exception>
    public static (HeldState? Found, MetricError? Error) Find(TimelineSource source, HeldState held, DateOnly today)
    {
        if (Concern(source, today, today) is not { } begin) return default;
        var walk = new RecheckWalk(source, held, today);
        var (found, error) = walk.To(today, begin);
        found = source.InTerms(found);
        return found is null || found.IsAs(held) ? (null, error) : (found, null);
    }

    /// <summary>What stood at the end of an earlier day, as a recheck of today finds it; null: nothing, or it can't be said.</summary>
    public static HeldState? StoodOn(TimelineSource source, HeldState held, DateOnly today, DateOnly day)
    {
        var walk = new RecheckWalk(source, held, today);
        return Concern(source, today, today) is { } begin && begin <= day ? walk.To(day, begin).Held : walk.Before(day.AddDays(1)).Held;
    }

    /// <summary>The day of the earliest purchase with which a recheck on a day is concerned, as known on a later one.</summary>
    private static DateOnly? Concern(TimelineSource source, DateOnly day, DateOnly through)
    {
        if (source.Policy.Policy.Movement.OnReturn is not { } recheck || !source.Policy.Interest.Purchases) return null;
        var zone = source.Policy.Zone;
        var facts = source.KnownOn(through).On(day, zone).Own;
        return RecheckConcern.EarliestDay(facts.Purchases, facts.In(zone), recheck, day, through);
    }

    /// <summary>The same as known today.</summary>
    private DateOnly? ConcernOn(TimelineSource source, DateOnly day)
    {
        if (!_concerns.TryGetValue(day, out var concern)) _concerns[day] = concern = Concern(source, day, _today);
        return concern;
    }

    /// <summary>What stands at the end of a day if everything is gone through from another on.</summary>
    private (HeldState? Held, MetricError? Error) To(DateOnly last, DateOnly begin)
    {
        var (held, first) = Before(begin);
        for (DateOnly? next = first; next is { } day && day <= last; next = day == last ? null : NextAfter(held, day))
        {
            var source = On(day);
            held = source.InTerms(held);
            if (day < last && held is not null && IsRechecked(source, day) && ConcernOn(source, day) is { } earlier && earlier < begin)
            {
                // What has been given back by today reaches further back than this walk: from here on it is as if it had begun there.
                begin = earlier;
                if (!_rechecked.TryGetValue(day, out var rechecked))
                {
                    (rechecked, var failed) = To(day, earlier);
                    if (failed is not null) return (null, failed);
                    _rechecked[day] = rechecked;
                }
                var changes = !rechecked!.IsAs(held);
                held = changes ? rechecked!.Rechecked(held, day) : held;
                if (changes) continue;
            }
            var (after, error) = day == last ? Step(source, held, day, last) : Remembered(source, held, day);
            if (error is not null) return (null, error);
            held = after;
        }
        return (held, null);
    }

    /// <summary>The decision of a day before the last: walks that begin on different days soon go through the same.</summary>
    private (HeldState? Held, MetricError? Error) Remembered(TimelineSource source, HeldState? held, DateOnly day)
    {
        var key = (day, Bare(held));
        if (_steps.TryGetValue(key, out var after)) return (after, null);
        (after, var error) = Step(source, held, day, _today);
        if (error is null) _steps[key] = after;
        return (after, error);
    }

    /// <summary>What a state is to the days that follow: which decision it came from is nothing to them.</summary>
    private static HeldState? Bare(HeldState? held) => held is null ? null : held with { LastAsOf = null, DecisionId = null, GivenBy = null, KnownThrough = null };

    /// <summary>The decision of a day that is gone through; on the last one none that takes effect only tomorrow.</summary>
    private static (HeldState? Held, MetricError? Error) Step(TimelineSource source, HeldState? held, DateOnly day, DateOnly last)
    {
        foreach (var entry in LadderDay.DecisionsOn(source, held, day))
        {
            if (entry is TimelineEntry.Failed failed) return (null, failed.Error);
            if (entry is not TimelineEntry.Decided { IsRecorded: true, Decision: var decision }) continue;
            if (day == last && decision.Outcome == Outcome.Downgraded && decision.EffectiveFrom > day) continue;
            held = HeldState.After(held, decision);
        }
        return (held, null);
    }

    private DateOnly? NextAfter(HeldState? held, DateOnly day)
    {
        if (held is null) return null;
        var next = LadderDay.NextAfter(On(day.AddDays(1)), held, day);
        return LadderDay.After(_source.RecheckDays, day) is { } recheck && !(next <= recheck) ? recheck : next;
    }

    private bool IsRechecked(TimelineSource source, DateOnly day) => source.Policy.Policy.Movement.RechecksReturns && _source.RecheckDays.Contains(day);

    /// <summary>What was held before a day, and the day on which to begin: the joining decision's where nothing was, the start where a tier was only stated.</summary>
    private (HeldState? Held, DateOnly Day) Before(DateOnly day)
    {
        HeldState? held = _held;
        var first = day;
        while (held is not null)
        {
            var past = held.Past ?? throw new InvalidOperationException($"How {held.Tier} came to be held is not known.");
            if (past.Trigger is null) return (held, past.AsOf > day ? past.AsOf : day);
            if (past.AsOf < day) return (held, day);
            (held, first) = (past.Before, past.AsOf);
        }
        return (null, first);
    }

    /// <summary>Reviewed is who was reviewed then, or was judged on a day of review for another reason.</summary>
    private IEnumerable<DateOnly> ReviewDays()
    {
        if (_source.Reviews.IsOn(_source.Joined, _today)) yield return _today;
        for (var past = _held.Past; past?.Trigger is not null; past = past.Before?.Past)
        {
            var then = InForceOn(past.AsOf);
            if (past.Trigger == TriggerKind.Review || (then.Schedule ?? then.Reviews).IsOn(then.Joined, past.AsOf)) yield return past.AsOf;
        }
    }

    private TimelineSource InForceOn(DateOnly day) => day >= _today ? _source : _source.InForceOn?.Invoke(day) ?? _source;

    /// <summary>The customer on a day that is gone through.</summary>
    private TimelineSource On(DateOnly day)
    {
        var then = InForceOn(day);
        if (!_versions.TryGetValue(then.Reference.Version, out var source)) _versions[then.Reference.Version] = source = AsWalked(then);
        return LadderTimeline.SourceOn(source, day);
    }

    private TimelineSource AsWalked(TimelineSource then)
    {
        var known = new ReturnsKnown(_today, (then.Policy.Policy.Movement.OnReturn ?? _source.Policy.Policy.Movement.OnReturn)!);
        var (facts, zone) = (then.KnownOn(_today), then.Policy.Zone);
        var exchanged = facts.On(_today, zone).Own.In(zone).Exchanges(known).All.Select(exchange => DateOnly.FromDayNumber(exchange.Day));
        return then with
        {
            FactDays = [.. facts.DaysOf(then.Policy.Interest, zone, _today).Concat(exchanged).Distinct().Order()],
            RecheckDays = [],
            StandingDays = [],
            Reviews = _reviews,
            Schedule = then.Schedule ?? then.Reviews,
            Identify = static (_, _, _) => "",
            Known = known,
        };
    }
}
