using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Values;
using static CustomerTiering.Tiering.PlannedDays;

namespace CustomerTiering.Tiering;

/// <summary>As <see cref="PlannedDays"/>, for customers who bear on one another: pure.</summary>
internal static class GroupDays
{
    /// <summary>
    /// The days of a version that the plan asks about. A group is decided on no day before the last decision of any that bear on it: what stands up to then is
    /// decided again by itself.
    /// </summary>
    internal static IEnumerable<PlannedSpan> Of(
        TierPlan plan, StandardInForce<CompiledPolicy> policy, IReadOnlyList<StoredFacts> joined, IReadOnlyDictionary<Guid, HeldState?> states, Instant? now)
    {
        var zone = policy.Compiled.Zone;
        var next = Later(policy.From, joined.Min(one => states[one.Customer]?.LastAsOf?.AddDays(1) ?? one.Facts.Own.Joined(zone)!.Value));
        var decided = Later(policy.From, joined.Max(one => states[one.Customer]?.LastAsOf) ?? DateOnly.MinValue);
        var isNew = joined.All(one => states[one.Customer] is null);
        DateOnly[] open = [.. joined.Where(one => IsLeftOpen(policy, states[one.Customer], RechecksOf(policy.Compiled, one))).Select(one => states[one.Customer]!.LastAsOf!.Value).Distinct().Order()];
        var putInForce = zone.DayOf(Instant.Of(policy.PutInForceAt));
        return plan switch
        {
            TierPlan.Review { AsOf: var day } => UpTo(policy, day, next, open, decided, SpanKind.Review, now),
            TierPlan.Range range => UpTo(
                policy, range.To, isNew || now is null ? Later(range.From, next) : next, open, decided,
                range.Reviews?.Contains(Today(policy.Compiled, now)) == true ? SpanKind.Review : SpanKind.Facts, now),
            TierPlan.AtOnce or TierPlan.Again => UpTo(policy, Today(policy.Compiled, now), next, open, decided, SpanKind.Facts, now),
            TierPlan.Transition { Version: var version } when version == policy.Reference.Version && policy.DecidesOn(decided) => [PlannedSpan.On(decided, SpanKind.Transition)],
            TierPlan.Transition { Version: var version } when policy.Reference.Version < version && policy.Until is { } until =>
                Due(policy, isNew ? next : Later(putInForce, next), open, until),
            TierPlan.Overdue { To: var to } => Due(policy, Later(putInForce, next), [.. open.Where(day => day >= putInForce)], to),
            _ => [],
        };
    }

    private static IReadOnlyList<DateOnly> RechecksOf(CompiledPolicy policy, StoredFacts one) =>
        policy.Policy.Movement.OnReturn is { After: not null } recheck ? one.Facts.RecheckDays(recheck, policy.Zone) : [];

    private static IEnumerable<PlannedSpan> UpTo(
        StandardInForce<CompiledPolicy> policy, DateOnly day, DateOnly next, IReadOnlyList<DateOnly> open, DateOnly decided, SpanKind ofToday, Instant? now)
    {
        var today = Today(policy.Compiled, now);
        foreach (var span in Due(policy, next, open, day < today ? day : today.AddDays(-1))) yield return span;
        if (day < today || decided > today || !policy.DecidesOn(today)) yield break;
        // What came in before a review of today is rechecked first.
        if (ofToday == SpanKind.Review) yield return PlannedSpan.On(today, SpanKind.Ends);
        yield return PlannedSpan.On(today, ofToday);
    }

    private static IEnumerable<PlannedSpan> Due(StandardInForce<CompiledPolicy> policy, DateOnly from, IReadOnlyList<DateOnly> open, DateOnly to)
    {
        var last = Earlier(to, policy.Until ?? DateOnly.MaxValue);
        foreach (var day in open)
            if (day <= last) yield return PlannedSpan.On(day, SpanKind.Ends);
        if (from <= last) yield return new(from, last, SpanKind.Due);
    }
}
