using CustomerTiering.Policies;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Lifecycles;

namespace CustomerTiering.Walks;

/// <summary>A change of stage, before it is an event.</summary>
internal sealed record StageChange(string? From, string To, StageJudgement Judgement, StandardInForce<CompiledLifecycle> Lifecycle);

/// <summary>What walking through a customer's days came to.</summary>
/// <param name="Changes">In their order.</param>
/// <param name="JudgedThrough">The last day up to which everything is judged; null if nothing was.</param>
/// <param name="Failure">Why the walk ended early: facts that can't be counted.</param>
internal sealed record StageWalked(IReadOnlyList<StageChange> Changes, DateOnly? JudgedThrough, MetricError? Failure);

/// <summary>From facts, the lifecycle's versions and the current stage to changes of stage, day by day where facts or silence may bring one: pure.</summary>
internal static class StageWalk
{
    /// <param name="versions">The versions of the lifecycle that decide on some day, by first day.</param>
    /// <param name="facts">The customer's facts.</param>
    /// <param name="state">Where the customer stands.</param>
    /// <param name="plan">What is asked for.</param>
    /// <param name="today">The day that is still going on: its silence is left to its end. Null: every day is over.</param>
    internal static StageWalked Run(
        IReadOnlyList<StandardInForce<CompiledLifecycle>> versions, StoredFacts facts, StageState state, StagePlan plan, DateOnly? today = null)
    {
        if (versions.Count == 0 || facts.Facts.Own.Joined(versions[0].Compiled.Zone) is not { } joined) return new([], null, null);
        // Before it was in force, and before joining, there is no stage; and what an earlier judgement covers is not judged again.
        var first = Later(Later(versions[0].From, joined), state.Entered ?? DateOnly.MinValue);
        return plan switch
        {
            StagePlan.AsOf { Day: var day } => Asked(versions, facts, state, first, day, today),
            StagePlan.Range range => Asked(versions, facts, state, state.Stage is null ? Later(range.From, first) : first, range.To, today),
            // A fact of a day to come calls for nothing yet.
            StagePlan.AtOnce { Today: var day } atOnce when atOnce.Days[facts.Customer] <= day =>
                Walked(versions, facts, state, walker => walker.Judge(Later(atOnce.Days[facts.Customer], first), day, day.AddDays(-1), StageWalkCause.Fact)),
            StagePlan.AtOnce { Today: var day } => Overdue(versions, facts, state, first, day),
            StagePlan.Overdue { Today: var day } => Overdue(versions, facts, state, first, day),
            _ => throw new ArgumentOutOfRangeException(nameof(plan)),
        };
    }

    /// <summary>Whoever asks, what facts and silence called for since the last judgement is gone through first.</summary>
    private static StageWalked Asked(
        IReadOnlyList<StandardInForce<CompiledLifecycle>> versions, StoredFacts facts, StageState state, DateOnly from, DateOnly to, DateOnly? today) => Walked(
            versions, facts, state, walker => walker.Judge(from, to, to < today ? to : today?.AddDays(-1) ?? to, StageWalkCause.Request));

    /// <summary>Who has a stage was judged on its first day already.</summary>
    private static StageWalked Overdue(
        IReadOnlyList<StandardInForce<CompiledLifecycle>> versions, StoredFacts facts, StageState state, DateOnly first, DateOnly today) => Walked(
            versions, facts, state, walker => state.Stage is null
                ? walker.Judge(first, today, today.AddDays(-1), StageWalkCause.Time)
                : walker.GoOn(first, today, today.AddDays(-1), StageWalkCause.Time));

    /// <summary>
    /// The next day, not before <paramref name="from"/>, at whose end the stage may be another: by silence, or by a fact of a day to come. Null if none is. The
    /// first day of another version is nobody's in particular: everybody is judged on it.
    /// </summary>
    internal static (DateOnly Day, ZoneRules Zone)? Next(
        IReadOnlyList<StandardInForce<CompiledLifecycle>> versions, StoredFacts facts, StageState state, DateOnly from)
    {
        foreach (var version in versions)
        {
            var zone = version.Compiled.Zone;
            if ((version.Until is { } until && until < from) || facts.Facts.Own.Joined(zone) is not { } joined) continue;
            var first = Later(Later(from, version.From), Later(joined, PutInForce(version)));
            var next = state.Stage is null && first == joined
                ? first
                : LifecycleJudge.FirstChange(
                    version.Compiled, facts.Facts, Later(first.AddDays(-1), state.Entered ?? joined), state.Stage ?? "", state.Previous, version.Until ?? DateOnly.MaxValue);
            if (next is { } day) return (day, zone);
        }
        return null;
    }

    internal static DateOnly PutInForce(StandardInForce<CompiledLifecycle> version) => version.Compiled.Zone.DayOf(Instant.Of(version.PutInForceAt));

    internal static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static StageWalked Walked(
        IReadOnlyList<StandardInForce<CompiledLifecycle>> versions, StoredFacts facts, StageState state, Func<StageWalker, StagesWalked> walk)
    {
        var walker = new StageWalker([.. versions.Select(one => new StageVersion(one.Compiled, one.From, one.Until, PutInForce(one)))], facts.Facts, state.Stage, state.Previous);
        var walked = walk(walker);
        return new([.. walked.Moves.Select(move => new StageChange(move.From, move.Judgement.Stage!, move.Judgement, versions[move.Version]))], walked.JudgedThrough, walked.Failure);
    }
}
