using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Tiering.Timelines;

/// <summary>Finds the days on which a policy version makes the decisions of a plan, for dependent customers (usually one). Pure.</summary>
internal static class SpanPlanner
{
    /// <summary>
    /// The days of a version that a plan covers. Under every plan, what fell due since the last decision is decided first, at-once evaluations
    /// included. Triggers due at the end of today are left to the end of the day.
    /// </summary>
    /// <param name="customers">The customers, all of them joined.</param>
    /// <param name="ofGroups">Whether they are members of groups that the ladder judges as one.</param>
    /// <param name="now">The current time; today is not over yet. Null if every day is over.</param>
    internal static IEnumerable<DecisionSpan> Of(
        AssessmentPlan plan, StandardInForce<CompiledPolicy> policy, IReadOnlyList<LadderCustomer> customers, bool ofGroups, Instant? now)
    {
        // A policy makes no decisions before it is in force or before the customer joins. Days covered by an earlier decision are not decided again.
        var since = new Undecided(
            Later(policy.From, customers.Min(one => one.Held?.LastAsOf?.AddDays(1) ?? one.Facts.Own.Joined(policy.Compiled.Zone)!.Value)),
            [.. customers.Where(one => IsLeftOpen(policy, one)).Select(one => one.Held!.LastAsOf!.Value).Distinct().Order()]);
        var decided = Later(policy.From, customers.Max(one => one.Held?.LastAsOf) ?? DateOnly.MinValue);
        var isNew = customers.All(one => one.Held is null);
        return plan switch
        {
            AssessmentPlan.Review { AsOf: var day } => UpTo(day, SpanKind.Review),
            // Without a current time nothing is recorded. Then only the requested days and the open days of each group member are covered. A customer
            // without a tier does not join before the range.
            AssessmentPlan.Range range =>
                UpTo(range.To, range.Reviews?.Contains(Today(policy.Compiled, now)) == true ? SpanKind.Review : SpanKind.Facts,
                isNew || now is null ? new(Later(range.From, since.Next), ofGroups ? since.Open : []) : since),
            AssessmentPlan.AtOnce or AssessmentPlan.Again => UpTo(Today(policy.Compiled, now), SpanKind.Facts),
            AssessmentPlan.Leaving leaving => !isNew && Later(policy.Compiled.Zone.DayOf(leaving.At), decided) is var day && policy.DecidesOn(day)
                ? [DecisionSpan.On(day, SpanKind.Leaving)] : [],
            AssessmentPlan.Overdue { To: var to } => Due(policy, to, ByItself(policy, since)),
            // Earlier versions decide what was still due before a version judges their tiers.
            AssessmentPlan.Transition { Version: var version } when policy.Reference.Version < version && policy.Until is { } until =>
                Due(policy, until, isNew ? since : ByItself(policy, since)),
            AssessmentPlan.Transition { Version: var version } when policy.Reference.Version == version && policy.DecidesOn(decided) =>
                [DecisionSpan.On(decided, SpanKind.Transition)],
            AssessmentPlan.Transition => [],
            _ => throw new ArgumentOutOfRangeException(nameof(plan)),
        };

        // Everything due up to a day. For today, which is not over, only at-once evaluations and a requested review.
        IEnumerable<DecisionSpan> UpTo(DateOnly day, SpanKind ofToday, Undecided? from = null)
        {
            var (undecided, today) = (from ?? since, Today(policy.Compiled, now));
            foreach (var span in Due(policy, day < today ? day : today.AddDays(-1), undecided)) yield return span;
            if (day < today || decided > today || !policy.DecidesOn(today)) yield break;
            // A requested review is made once a day; each fact of today is evaluated. In a group, only some members may have been reviewed today.
            if (ofToday == SpanKind.Review && !ofGroups && undecided.Next > today) ofToday = SpanKind.Facts;
            // Facts recorded before a review of today are rechecked first.
            if (ofToday == SpanKind.Review) yield return DecisionSpan.On(today, SpanKind.Ends);
            yield return DecisionSpan.On(today, ofToday);
        }
    }

    /// <summary>The days that no decision covers yet.</summary>
    /// <param name="Next">The first day that is undecided for some customer.</param>
    /// <param name="Open">As-of dates of last decisions that left something to the end of the day.</param>
    private readonly record struct Undecided(DateOnly Next, IReadOnlyList<DateOnly> Open);

    private static IEnumerable<DecisionSpan> Due(StandardInForce<CompiledPolicy> policy, DateOnly to, Undecided since)
    {
        var last = Earlier(to, policy.Until ?? DateOnly.MaxValue);
        foreach (var day in since.Open)
            if (day <= last) yield return DecisionSpan.On(day, SpanKind.Ends);
        if (since.Next <= last) yield return new(since.Next, last, SpanKind.Due);
    }

    /// <summary>Nothing that fell due before the policy was put in force is caught up automatically.</summary>
    private static Undecided ByItself(StandardInForce<CompiledPolicy> policy, Undecided since)
    {
        var putInForce = policy.Compiled.Zone.DayOf(Instant.Of(policy.PutInForceAt));
        return new(Later(putInForce, since.Next), [.. since.Open.Where(day => day >= putInForce)]);
    }

    private static bool IsLeftOpen(StandardInForce<CompiledPolicy> policy, LadderCustomer one) => IsLeftOpen(
        policy, one.Held,
        policy.Compiled.Policy.Movement.OnReturn is { After: not null } recheck && one.Held is not null
            ? one.Facts.RecheckDays(recheck, policy.Compiled.Zone) : []);

    /// <summary>Whether an expiry, a grace end or a recheck after a term was left to the end of the last decision's day.</summary>
    internal static bool IsLeftOpen(StandardInForce<CompiledPolicy> policy, HeldState? held, IReadOnlyList<DateOnly> rechecks) =>
        held?.LastAsOf is { } last && policy.DecidesOn(last)
        && ((held.GraceEnds ?? held.ValidUntil) == last || (policy.Compiled.Policy.Movement.OnReturn?.After is not null && rechecks.Contains(last)));

    /// <summary>The day that is not over yet; <see cref="DateOnly.MaxValue"/> without a time.</summary>
    internal static DateOnly Today(CompiledPolicy policy, Instant? now) => now is { } instant ? policy.Zone.DayOf(instant) : DateOnly.MaxValue;

    /// <summary>The days with facts that require an at-once evaluation or a recheck.</summary>
    internal static IEnumerable<DateOnly> CallsOf(CompiledPolicy policy, KnownFacts facts)
    {
        var movement = policy.Policy.Movement;
        IReadOnlyList<DateOnly> evaluated = movement.UpgradesAtOnce ? facts.DaysOf(policy.Interest, policy.Zone) : [];
        IReadOnlyList<DateOnly> rechecked = movement.OnReturn is { } recheck ? facts.RecheckDays(recheck, policy.Zone) : [];
        return evaluated.Concat(rechecked).Distinct().Order();
    }

    internal static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    internal static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
