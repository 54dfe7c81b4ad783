using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tiering;

/// <summary>On which days a version of a policy decides of a customer what a plan asks for: pure.</summary>
internal static class PlannedDays
{
    /// <summary>
    /// The days of a version that the plan asks about. Whoever asks, what was due since the last decision comes first, at-once evaluations on the days of facts
    /// included; what ends with today is left to the day's end.
    /// </summary>
    internal static IEnumerable<PlannedSpan> Of(TierPlan plan, StandardInForce<CompiledPolicy> policy, HeldState? held, DateOnly joined, Instant? now)
    {
        // Before it was in force, and before joining, a policy decides nothing; what an earlier decision covers is not decided again.
        var first = Later(policy.From, held is null ? joined : held.LastAsOf ?? joined);
        var last = policy.Until ?? DateOnly.MaxValue;
        var today = Today(policy.Compiled, now);
        var next = Next(held, first);
        switch (plan)
        {
            case TierPlan.Review { AsOf: var day } when joined <= day:
                foreach (var span in UpTo(day, next, last, today, held, first, SpanKind.Review)) yield return span;
                break;
            case TierPlan.Range range:
                var from = Later(range.From, next);
                foreach (var span in UpTo(range.To, from, last, today, held, first, range.Reviews?.Contains(today) == true ? SpanKind.Review : SpanKind.Facts)) yield return span;
                break;
            case TierPlan.AtOnce or TierPlan.Again:
                foreach (var span in UpTo(today, next, last, today, held, first, SpanKind.Facts)) yield return span;
                break;
            case TierPlan.Leaving leaving when held is not null && Later(policy.Compiled.Zone.DayOf(leaving.At), first) is var day && day <= last:
                yield return PlannedSpan.On(day, SpanKind.Leaving);
                break;
            case TierPlan.Overdue overdue:
                var begins = Later(policy.Compiled.Zone.DayOf(Instant.Of(policy.PutInForceAt)), next);
                if (begins <= Earlier(overdue.To, last)) yield return new(begins, Earlier(overdue.To, last), SpanKind.Due);
                break;
            case TierPlan.Transition transition when transition.Version == policy.Reference.Version && first <= last:
                if (held is null ? first == policy.From : policy.Compiled.Policy.Transition is Transition.AtOnce && held.JudgedBy < transition.Version)
                    yield return PlannedSpan.On(first, SpanKind.Transition);
                break;
            default:
                break;
        }
    }

    /// <summary>Everything that is due up to a day; of today, which is still going on, only what facts call for or somebody asks for.</summary>
    private static IEnumerable<PlannedSpan> UpTo(
        DateOnly day, DateOnly next, DateOnly last, DateOnly today, HeldState? held, DateOnly first, SpanKind ofToday)
    {
        var ends = Earlier(Earlier(day, last), day < today ? day : today.AddDays(-1));
        if (next <= ends) yield return new(next, ends, SpanKind.Due);
        // Each fact of today is evaluated at once; a review that somebody asks for is made once a day.
        var from = ofToday == SpanKind.Facts ? first : next;
        if (day >= today && today <= last && today >= from && (held?.LastAsOf is not { } asOf || asOf <= today)) yield return PlannedSpan.On(today, ofToday);
    }

    /// <summary>The day that is still going on; without a time every day is over.</summary>
    internal static DateOnly Today(CompiledPolicy policy, Instant? now) => now is { } instant ? policy.Zone.DayOf(instant) : DateOnly.MaxValue;

    /// <summary>The days with facts that call for an evaluation at once or a recheck.</summary>
    internal static IEnumerable<DateOnly> CallsOf(CompiledPolicy policy, KnownFacts facts)
    {
        var movement = policy.Policy.Movement;
        IReadOnlyList<DateOnly> evaluated = movement.UpgradesAtOnce ? facts.DaysOf(policy.Interest, policy.Zone) : [];
        IReadOnlyList<DateOnly> rechecked = movement.OnReturn is { } recheck ? facts.RecheckDays(recheck, policy.Zone) : [];
        return evaluated.Concat(rechecked).Distinct().Order();
    }

    /// <summary>The first day that no decision covers; an end on the day of the last decision, which was made before that day was over, is still open.</summary>
    internal static DateOnly Next(HeldState? held, DateOnly first) =>
        held?.LastAsOf is not { } last || last < first ? first : (held.GraceEnds ?? held.ValidUntil) == last ? last : last.AddDays(1);

    internal static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    internal static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
