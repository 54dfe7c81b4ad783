using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tiering;

/// <summary>On which days a version of a policy decides of a customer what a plan asks for: pure.</summary>
internal static class PlannedDays
{
    /// <summary>
    /// The days of a version that the plan asks about. Whoever asks, what was due since the last decision comes first, at-once evaluations on the days of facts
    /// included; what ends with today is left to the day's end.
    /// </summary>
    /// <param name="plan">What is asked for.</param>
    /// <param name="policy">The version.</param>
    /// <param name="held">What is held, or null.</param>
    /// <param name="joined">The day of joining.</param>
    /// <param name="rechecks">The days, ascending, at whose end returns are rechecked.</param>
    /// <param name="now">The time: today is still going on. Null: every day is over.</param>
    internal static IEnumerable<PlannedSpan> Of(
        TierPlan plan, StandardInForce<CompiledPolicy> policy, HeldState? held, DateOnly joined, IReadOnlyList<DateOnly> rechecks, Instant? now)
    {
        // Before it was in force, and before joining, a policy decides nothing; what an earlier decision covers is not decided again.
        var first = Later(policy.From, held is null ? joined : held.LastAsOf ?? joined);
        var since = new Undecided(Next(held, first), IsLeftOpen(policy, held, rechecks) ? held!.LastAsOf : null);
        return plan switch
        {
            TierPlan.Review { AsOf: var day } => joined <= day ? UpTo(policy, day, since, first, SpanKind.Review, now) : [],
            // Whoever decides nothing looks at the days alone that are asked for; who has no tier joins on none before them.
            TierPlan.Range range => UpTo(
                policy, range.To, held is null || now is null ? new(Later(range.From, since.Next), null) : since, first,
                range.Reviews?.Contains(Today(policy.Compiled, now)) == true ? SpanKind.Review : SpanKind.Facts, now),
            TierPlan.AtOnce or TierPlan.Again => UpTo(policy, Today(policy.Compiled, now), since, first, SpanKind.Facts, now),
            TierPlan.Leaving leaving => held is not null && Later(policy.Compiled.Zone.DayOf(leaving.At), first) is var day && policy.DecidesOn(day)
                ? [PlannedSpan.On(day, SpanKind.Leaving)] : [],
            TierPlan.Overdue { To: var to } => Due(policy, to, ByItself(policy, since)),
            TierPlan.Transition { Version: var version } => Transition(policy, version, held, since, first),
            _ => throw new ArgumentOutOfRangeException(nameof(plan)),
        };
    }

    /// <summary>What no decision covers yet.</summary>
    /// <param name="Next">The first day of which nothing is decided.</param>
    /// <param name="Open">The day of the last decision, where something was left to its end; null: nothing was.</param>
    private readonly record struct Undecided(DateOnly Next, DateOnly? Open);

    /// <summary>Everything that is due up to a day; of today, which is still going on, only what facts call for or somebody asks for.</summary>
    private static IEnumerable<PlannedSpan> UpTo(
        StandardInForce<CompiledPolicy> policy, DateOnly day, Undecided since, DateOnly first, SpanKind ofToday, Instant? now)
    {
        var today = Today(policy.Compiled, now);
        foreach (var span in Due(policy, day < today ? day : today.AddDays(-1), since)) yield return span;
        if (day < today || first > today || !policy.DecidesOn(today)) yield break;
        if (ofToday == SpanKind.Review && since.Next <= today)
        {
            // What came in before a review of today is rechecked first.
            yield return PlannedSpan.On(today, SpanKind.Ends);
            yield return PlannedSpan.On(today, SpanKind.Review);
        }
        // A review that somebody asks for is made once a day; each fact of today is evaluated at once.
        else yield return PlannedSpan.On(today, SpanKind.Facts);
    }

    private static IEnumerable<PlannedSpan> Due(StandardInForce<CompiledPolicy> policy, DateOnly to, Undecided since)
    {
        var last = Earlier(to, policy.Until ?? DateOnly.MaxValue);
        if (since.Open is { } open && open <= last) yield return PlannedSpan.On(open, SpanKind.Ends);
        if (since.Next <= last) yield return new(since.Next, last, SpanKind.Due);
    }

    /// <summary>By itself nothing is caught up that was due before the policy was put in force.</summary>
    private static Undecided ByItself(StandardInForce<CompiledPolicy> policy, Undecided since)
    {
        var putInForce = policy.Compiled.Zone.DayOf(Instant.Of(policy.PutInForceAt));
        return new(Later(putInForce, since.Next), since.Open < putInForce ? null : since.Open);
    }

    /// <summary>Before a version judges what earlier ones left, these decide what was still due.</summary>
    private static IEnumerable<PlannedSpan> Transition(StandardInForce<CompiledPolicy> policy, int version, HeldState? held, Undecided since, DateOnly first)
    {
        if (policy.Reference.Version < version && policy.Until is { } until) return Due(policy, until, held is null ? since : ByItself(policy, since));
        var isJudged = held is null ? first == policy.From : policy.Compiled.Policy.Transition is Rules.Policies.Transition.AtOnce && held.JudgedBy < version;
        return policy.Reference.Version == version && isJudged && policy.DecidesOn(first) ? [PlannedSpan.On(first, SpanKind.Transition)] : [];
    }

    /// <summary>
    /// Whether something was left to the end of the day of the last decision, which may have been made before that day was over: the end of a validity or grace, or a
    /// recheck after a term.
    /// </summary>
    internal static bool IsLeftOpen(StandardInForce<CompiledPolicy> policy, HeldState? held, IReadOnlyList<DateOnly> rechecks) =>
        held?.LastAsOf is { } last && policy.DecidesOn(last)
        && ((held.GraceEnds ?? held.ValidUntil) == last || (policy.Compiled.Policy.Movement.OnReturn?.After is not null && rechecks.Contains(last)));

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

    /// <summary>The first day that no decision covers.</summary>
    internal static DateOnly Next(HeldState? held, DateOnly first) => held?.LastAsOf is not { } last || last < first ? first : last.AddDays(1);

    internal static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    internal static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
