using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Tiering.Timelines;

/// <summary>Finds what an assessment that reaches today leaves to the timer at the end of the day. Pure.</summary>
internal static class LeftToDayEnd
{
    /// <summary>
    /// The expiry, grace end, scheduled review or recheck after a term that is due at the end of today; null if nothing is due or the plan does not
    /// reach today.
    /// </summary>
    /// <param name="held">The held state after the decisions made now.</param>
    internal static TriggerKind? Of(AssessmentPlan plan, LadderVersions versions, StoredFacts facts, HeldState? held, Instant now)
    {
        if (held is null || LastOf(plan) is not { } last) return null;
        var version = versions.All.FirstOrDefault(one => SpanPlanner.Today(one.Compiled, now) is var today && last >= today && one.DecidesOn(today));
        return version is null ? null : On(version, facts, held, SpanPlanner.Today(version.Compiled, now));
    }

    private static TriggerKind? On(StandardInForce<CompiledPolicy> version, StoredFacts facts, HeldState held, DateOnly today)
    {
        var (policy, zone) = (version.Compiled, version.Compiled.Zone);
        if (policy.Policy.Movement.OnReturn is { After: not null } recheck && facts.Facts.RecheckDays(recheck, zone).Contains(today))
            return TriggerKind.Recheck;
        var joined = facts.Facts.On(today, zone).Own.Joined(zone)!.Value;
        var due = Due.On(policy, held, joined, ReviewDates.Of(policy.Policy, version.From), today).Decision();
        // A customer decided today is not reviewed again today.
        return due == TriggerKind.Review && held.LastAsOf == today ? null : due;
    }

    private static DateOnly? LastOf(AssessmentPlan plan) => plan switch
    {
        AssessmentPlan.Review review => review.AsOf,
        AssessmentPlan.Range range => range.To,
        _ => null,
    };
}
