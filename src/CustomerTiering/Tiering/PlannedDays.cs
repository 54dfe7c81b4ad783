using CustomerTiering.Facts;
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
    /// <summary>The days of a version that the plan asks about: the first and the last, and for facts the days on which they call.</summary>
    internal static IEnumerable<(DateOnly From, DateOnly To, DateOnly? FactDay)> Of(
        TierPlan plan, StandardInForce<CompiledPolicy> policy, StoredFacts facts, HeldState? held, DateOnly joined, Instant now)
    {
        // Before it was in force, and before joining, a policy decides nothing; what an earlier decision covers is not decided again.
        var first = Later(policy.From, held is null ? joined : held.LastAsOf ?? joined);
        var last = policy.Until ?? DateOnly.MaxValue;
        switch (plan)
        {
            case TierPlan.Review review when review.AsOf >= first && review.AsOf <= last && joined <= review.AsOf && held?.LastAsOf != review.AsOf:
                yield return (review.AsOf, review.AsOf, null);
                break;
            case TierPlan.Range range:
                var from = Later(range.From, Next(held, first));
                var to = Earlier(range.To, last);
                if (from <= to) yield return (from, to, null);
                break;
            case TierPlan.AtOnce atOnce:
                foreach (var day in atOnce.Days[facts.Customer].Where(day => day <= last).Select(day => Later(day, first)).Distinct().Order())
                    if (day <= last) yield return (day, day, day);
                break;
            case TierPlan.Leaving leaving when held is not null && Later(policy.Compiled.Zone.DayOf(leaving.At), first) is var day && day <= last:
                yield return (day, day, null);
                break;
            case TierPlan.Overdue overdue:
                var begins = Later(policy.Compiled.Zone.DayOf(Instant.Of(policy.PutInForceAt)), Next(held, first));
                var ends = Earlier(overdue.To, last);
                if (begins <= ends) yield return (begins, ends, null);
                break;
            case TierPlan.Transition transition when transition.Version == policy.Reference.Version && first <= last:
                if (held is null ? first == policy.From : policy.Compiled.Policy.Transition is Transition.AtOnce && held.JudgedBy < transition.Version)
                    yield return (first, first, null);
                break;
            case TierPlan.Again again:
                foreach (var span in SinceThen(policy, facts, held, first, last, again.Since[facts.Customer], policy.Compiled.Zone.DayOf(now))) yield return span;
                break;
            default:
                break;
        }
    }

    /// <summary>After the last decision: facts call from the day on which something else is known, and until yesterday time does; today is still going on.</summary>
    private static IEnumerable<(DateOnly From, DateOnly To, DateOnly? FactDay)> SinceThen(
        StandardInForce<CompiledPolicy> policy, StoredFacts facts, HeldState? held, DateOnly first, DateOnly last, DateOnly since, DateOnly today)
    {
        var (ends, yesterday) = (Earlier(last, today), Earlier(last, today.AddDays(-1)));
        var begins = Later(policy.Compiled.Zone.DayOf(Instant.Of(policy.PutInForceAt)), Next(held, first));
        var days = CallsOf(policy.Compiled, facts.Facts).Where(day => day >= since);
        List<DateOnly> calls = held is null
            ? [.. days.Prepend(since).Select(day => Later(day, first)).Where(day => day <= ends).Distinct().Order()]
            : [.. days.Where(day => day <= ends && day >= first && (day != held.LastAsOf || day == today))];
        foreach (var day in calls.Where(day => day < begins || begins > yesterday)) yield return (day, day, day);
        if (begins > yesterday) yield break;
        yield return (begins, yesterday, null);
        foreach (var day in calls.Where(day => day > yesterday)) yield return (day, day, day);
    }

    /// <summary>The days with facts that call for an evaluation at once or a recheck.</summary>
    internal static IEnumerable<DateOnly> CallsOf(CompiledPolicy policy, KnownFacts facts)
    {
        var movement = policy.Policy.Movement;
        IReadOnlyList<DateOnly> evaluated = movement.UpgradesAtOnce ? facts.DaysOf(policy.Interest, policy.Zone) : [];
        IReadOnlyList<DateOnly> rechecked = movement.RechecksReturns ? facts.DaysOf(policy.Interest.Reversals(), policy.Zone) : [];
        return evaluated.Concat(rechecked).Distinct().Order();
    }

    /// <summary>The first day that no decision covers.</summary>
    internal static DateOnly Next(HeldState? held, DateOnly first) => held?.LastAsOf is { } last && last >= first ? last.AddDays(1) : first;

    internal static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    internal static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
