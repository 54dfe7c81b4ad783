using CustomerTiering.Rules.Decisions;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Trials;

/// <summary>What a draft would have made of one customer.</summary>
/// <param name="Course">Which tier would have served from when on.</param>
/// <param name="Outcomes">Of the decisions that would have been recorded, in order.</param>
/// <param name="Last">The last of those decisions; null without one.</param>
/// <param name="Warnings">The warnings that would have been sent, in order.</param>
/// <param name="Failure">Why the facts can't be counted from some day on, or null.</param>
/// <param name="Carried">What was held when the draft came into force, as it knows it; null for nothing.</param>
internal sealed record TriedCustomer(
    TierCourse Course, IReadOnlyList<Outcome> Outcomes, Decision? Last, IReadOnlyList<WarningJudged> Warnings, string? Failure, HeldState? Carried)
{
    internal static TriedCustomer Of(IEnumerable<VersionedEntry> entries, HeldState? carried = null)
    {
        var (course, outcomes, warnings) = (new TierCourse(), new List<Outcome>(), new List<WarningJudged>());
        Decision? last = null;
        string? failure = null;
        if (carried is not null) course.Begin(carried.EffectiveFrom, carried.Tier);
        foreach (var (entry, _) in entries)
        {
            switch (entry)
            {
                case TimelineEntry.Decided { IsRecorded: true, Decision: var decision }:
                    course.Begin(decision.EffectiveFrom, decision.Effective);
                    outcomes.Add(decision.Outcome);
                    last = decision;
                    break;
                case TimelineEntry.Judged { Warning: { Fails: true } warning }:
                    warnings.Add(warning);
                    break;
                case TimelineEntry.Failed failed:
                    failure = failed.Error.Message;
                    break;
                default:
                    break;
            }
        }
        return new(course, outcomes, last, warnings, failure, carried);
    }
}
