using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Decisions;

/// <summary>How a version of a policy would first judge a tier that an earlier one left, if nothing more happened.</summary>
public static class FirstJudgement
{
    private const int MostYears = 10;
    private const int MostEntries = 1_000;

    /// <summary>The decision, from what is known so far; null if the version lets the tier alone for ten years.</summary>
    /// <param name="source">The customer as the version looks at them.</param>
    /// <param name="held">What is held.</param>
    /// <param name="from">The first day on which the version may judge.</param>
    public static (Decision? Decision, MetricError? Error) Of(TimelineSource source, HeldState held, DateOnly from)
    {
        var transition = source.Policy.Policy.Transition;
        source = source with { FactDays = [], ReversalDays = [], TransitionOn = transition is Transition.AtOnce ? from : null };
        HeldState? now = held;
        foreach (var entry in LadderTimeline.Run(source, held, from, Days.After(new(12 * MostYears, 0), from)).Take(MostEntries))
        {
            if (entry is TimelineEntry.Failed failed) return (null, failed.Error);
            if (entry is not TimelineEntry.Decided { Decision: var decision }) continue;
            if (decision.Outcome != Outcome.Retained || decision.Trigger.Kind != TriggerKind.Review || now?.ValidUntil is null || transition is Transition.Capped)
                return (decision, null);
            now = HeldState.After(now, decision);
        }
        return default;
    }
}
