using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Decisions;

/// <summary>What came of a first judgement.</summary>
/// <param name="Decision">The decision; null where the version lets the tier alone for ten years, or could not judge.</param>
/// <param name="Error">Why it could not judge, or null.</param>
public readonly record struct FirstJudged(Decision? Decision, MetricError? Error);

/// <summary>How a version of a policy would first judge a tier that an earlier one left, if nothing more happened.</summary>
public static class FirstJudgement
{
    private const int MostYears = 10;
    private const int MostEntries = 1_000;

    /// <summary>The first judgements, from what is known so far: of each who holds a tier, by key.</summary>
    /// <param name="members">Customers who bear on one another, as the version looks at them.</param>
    /// <param name="from">The first day on which the version may judge any of them.</param>
    public static IReadOnlyDictionary<string, FirstJudged> Of(IReadOnlyList<GroupMember> members, DateOnly from)
    {
        var open = members.Where(member => member.Held is not null).ToDictionary(member => member.Key, member => member.Held, StringComparer.Ordinal);
        var judged = open.Keys.ToDictionary(key => key, _ => default(FirstJudged), StringComparer.Ordinal);
        if (open.Count == 0) return judged;
        var quiet = members.Select(member => member with { Source = Quiet(member.Source, from) }).ToList();
        foreach (var (key, entry) in LadderTimeline.Run(quiet, from, LastDay(from)).Take(MostEntries * members.Count))
        {
            // The facts of one are those of all: none of them can be judged.
            if (entry is TimelineEntry.Failed failed)
                foreach (var one in open.Keys) judged[one] = new(null, failed.Error);
            if (entry is not TimelineEntry.Decided { Decision: var decision } || !open.TryGetValue(key, out var now)) continue;
            if (!Judges(quiet[0].Source, decision, now)) open[key] = HeldState.After(now, decision);
            else if (open.Remove(key)) judged[key] = new(decision, null);
            if (open.Count == 0) break;
        }
        return judged;
    }

    /// <summary>The customer without facts to come; a transition at once is on the first day.</summary>
    private static TimelineSource Quiet(TimelineSource source, DateOnly from) =>
        source with { FactDays = [], RecheckDays = [], TransitionOn = source.Policy.Policy.Transition is Transition.AtOnce ? from : null };

    private static DateOnly LastDay(DateOnly from) => Days.After(new(12 * MostYears, 0), from);

    /// <summary>A review within the validity that an earlier version gave keeps what is held, whatever it finds, unless the transition caps that validity.</summary>
    private static bool Judges(TimelineSource source, Decision decision, HeldState? held) =>
        decision.Outcome != Outcome.Retained || decision.Trigger.Kind != TriggerKind.Review || held?.ValidUntil is null || source.Policy.Policy.Transition is Transition.Capped;
}
