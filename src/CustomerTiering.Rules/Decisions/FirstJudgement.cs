using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Decisions;

/// <summary>The result of a first judgement.</summary>
/// <param name="Decision">Null if the version leaves the tier unchanged for ten years, or could not assess it.</param>
/// <param name="Error">Why it could not assess the tier, or null.</param>
public readonly record struct FirstJudged(Decision? Decision, MetricError? Error);

/// <summary>How a policy version would first assess a tier of an earlier version, if nothing more happened.</summary>
public static class FirstJudgement
{
    private const int MostYears = 10;
    private const int MostEntries = 1_000;

    /// <summary>The first judgements, from the facts known so far, for each customer with a tier, by key.</summary>
    /// <param name="members">Customers who affect one another, as sources of the version.</param>
    /// <param name="from">The first day on which the version may assess any of them.</param>
    public static IReadOnlyDictionary<string, FirstJudged> Of(IReadOnlyList<GroupMember> members, DateOnly from)
    {
        var open = members.Where(member => member.Held is not null).ToDictionary(member => member.Key, member => member.Held, StringComparer.Ordinal);
        var judged = open.Keys.ToDictionary(key => key, _ => default(FirstJudged), StringComparer.Ordinal);
        if (open.Count == 0) return judged;
        var quiet = members.Select(member => member with { Source = Quiet(member.Source, from) }).ToList();
        foreach (var (key, entry) in LadderTimeline.Run(quiet, from, LastDay(from)).Take(MostEntries * members.Count))
        {
            // The members share their facts: if one cannot be assessed, none can.
            if (entry is TimelineEntry.Failed failed)
                foreach (var one in open.Keys) judged[one] = new(null, failed.Error);
            if (entry is not TimelineEntry.Decided { Decision: var decision } || !open.TryGetValue(key, out var now)) continue;
            if (!Judges(quiet[0].Source, decision, now)) open[key] = HeldState.After(now, decision);
            else if (open.Remove(key)) judged[key] = new(decision, null);
            if (open.Count == 0) break;
        }
        return judged;
    }

    /// <summary>The customer without future facts. An at-once transition is on the first day.</summary>
    private static TimelineSource Quiet(TimelineSource source, DateOnly from) =>
        source with { FactDays = [], RecheckDays = [], TransitionOn = source.Policy.Policy.Transition is Transition.AtOnce ? from : null };

    private static DateOnly LastDay(DateOnly from) => Days.After(new(12 * MostYears, 0), from);

    /// <summary>A review within the validity of an earlier version keeps the tier regardless of its result, unless the transition caps it.</summary>
    private static bool Judges(TimelineSource source, Decision decision, HeldState? held) =>
        decision.Outcome != Outcome.Retained || decision.Trigger.Kind != TriggerKind.Review
            || held?.ValidUntil is null || source.Policy.Policy.Transition is Transition.Capped;
}
