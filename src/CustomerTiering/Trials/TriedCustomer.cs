using CustomerTiering.Rules.Decisions;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Trials;

/// <summary>The result of a draft for one customer.</summary>
/// <param name="Course">The tiers with their first days.</param>
/// <param name="Outcomes">The outcomes of the decisions, in order.</param>
/// <param name="Last">The last decision; null for none.</param>
/// <param name="Warnings">The warnings, in order.</param>
/// <param name="Failure">Why the facts cannot be counted from some day on, or null.</param>
/// <param name="Carried">The held state carried into the draft, in the draft's terms; null for none.</param>
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
