using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts.Tables;

namespace CustomerTiering.Rules.Decisions;

/// <summary>
/// Determines which tier the customer would have today if the returned goods had never been bought. Repeats every decision since the earliest
/// purchase concerned, each with the version then in force and the facts known then, minus everything returned by today.
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

    /// <summary>The state that would stand at the end of the day; null if no purchase is concerned, or the held state would stand.</summary>
    /// <exception cref="InvalidOperationException">The past of the held state is unknown.</exception>
    public static (HeldState? Found, MetricError? Error) Find(TimelineSource source, HeldState held, DateOnly today)
    {
        if (Concern(source, today, today) is not { } begin) return default;
        var walk = new RecheckWalk(source, held, today);
        var (found, error) = walk.To(today, begin);
        found = source.InTerms(found);
        return found is null || found.IsAs(held) ? (null, error) : (found, null);
    }

    /// <summary>The state at the end of an earlier day, as today's recheck finds it; null if there is none or it cannot be determined.</summary>
    public static HeldState? StoodOn(TimelineSource source, HeldState held, DateOnly today, DateOnly day)
    {
        var walk = new RecheckWalk(source, held, today);
        return Concern(source, today, today) is { } begin && begin <= day ? walk.To(day, begin).Held : walk.Before(day.AddDays(1)).Held;
    }

    /// <summary>The day of the earliest purchase that a recheck on <paramref name="day"/> concerns, as known on <paramref name="through"/>.</summary>
    private static DateOnly? Concern(TimelineSource source, DateOnly day, DateOnly through)
    {
        if (source.Policy.Policy.Movement.OnReturn is not { } recheck || !source.Policy.Interest.Purchases) return null;
        var zone = source.Policy.Zone;
        var facts = source.KnownOn(through).On(day, zone).Own;
        return RecheckConcern.EarliestDay(facts.Purchases, facts.In(zone), recheck, day, through);
    }

    /// <summary>The same, as known today.</summary>
    private DateOnly? ConcernOn(TimelineSource source, DateOnly day)
    {
        if (!_concerns.TryGetValue(day, out var concern)) _concerns[day] = concern = Concern(source, day, _today);
        return concern;
    }

    /// <summary>The state at the end of <paramref name="last"/> when everything is repeated from <paramref name="begin"/> on.</summary>
    private (HeldState? Held, MetricError? Error) To(DateOnly last, DateOnly begin)
    {
        var (held, first) = Before(begin);
        for (DateOnly? next = first; next is { } day && day <= last; next = day == last ? null : NextAfter(held, day))
        {
            var source = On(day);
            held = source.InTerms(held);
            if (day < last && held is not null && IsRechecked(source, day) && ConcernOn(source, day) is { } earlier && earlier < begin)
            {
                // Goods returned by today reach back before the start of this walk. Continue as if the walk had begun there.
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

    /// <summary>The cached decision of a day before the last. Walks with different starts soon coincide.</summary>
    private (HeldState? Held, MetricError? Error) Remembered(TimelineSource source, HeldState? held, DateOnly day)
    {
        var key = (day, Bare(held));
        if (_steps.TryGetValue(key, out var after)) return (after, null);
        (after, var error) = Step(source, held, day, _today);
        if (error is null) _steps[key] = after;
        return (after, error);
    }

    /// <summary>The part of a state that affects later days, without its origin.</summary>
    private static HeldState? Bare(HeldState? held) =>
        held is null ? null : held with { LastAsOf = null, DecisionId = null, GivenBy = null, KnownThrough = null };

    /// <summary>The decision of a repeated day. On the last day, decisions that take effect only on the next day are left out.</summary>
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

    private bool IsRechecked(TimelineSource source, DateOnly day) =>
        source.Policy.Policy.Movement.RechecksReturns && _source.RecheckDays.Contains(day);

    /// <summary>The state before a day, and the day to begin with: that of joining without a state, the start of a stated tier.</summary>
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

    /// <summary>The past review days of the customer, including days on which the customer was assessed for another reason.</summary>
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

    /// <summary>The customer on a repeated day.</summary>
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
