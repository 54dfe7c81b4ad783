using CustomerTiering.Policies;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Lifecycles;

namespace CustomerTiering.Walks;

/// <summary>A change of stage before it becomes an event.</summary>
internal sealed record StageChange(string? From, string To, StageJudgement Judgement, StandardInForce<CompiledLifecycle> Lifecycle);

/// <summary>The result of walking through a customer's days.</summary>
/// <param name="JudgedThrough">The last day up to which everything is judged; null for none.</param>
/// <param name="Failure">The facts that cannot be counted, if the walk ended early; otherwise null.</param>
internal sealed record StageWalked(IReadOnlyList<StageChange> Changes, DateOnly? JudgedThrough, MetricError? Failure);

/// <summary>Computes changes of stage from facts, lifecycle versions and the current stage. Pure.</summary>
internal static class StageWalk
{
    /// <param name="versions">The versions that decide on some day, by first day.</param>
    /// <param name="today">The day that is not over; silence is judged at its end. Null if every day is over.</param>
    internal static StageWalked Run(
        IReadOnlyList<StandardInForce<CompiledLifecycle>> versions, StoredFacts facts, StageState state, StagePlan plan, DateOnly? today = null)
    {
        if (versions.Count == 0 || facts.Facts.Own.Joined(versions[0].Compiled.Zone) is not { } joined) return new([], null, null);
        // There is no stage before the lifecycle is in force or before the customer joins. Days covered by an earlier judgement are not judged again.
        var first = Later(Later(versions[0].From, joined), state.Entered ?? DateOnly.MinValue);
        return plan switch
        {
            StagePlan.AsOf { Day: var day } => Asked(versions, facts, state, first, day, today),
            StagePlan.Range range => Asked(versions, facts, state, state.Stage is null ? Later(range.From, first) : first, range.To, today),
            // A fact of a future day is not judged yet.
            StagePlan.AtOnce { Today: var day } atOnce when atOnce.Days[facts.Customer] <= day =>
                Walked(versions, facts, state, walker => walker.Judge(
                    Later(atOnce.Days[facts.Customer], first), day, day.AddDays(-1), StageWalkCause.Fact)),
            StagePlan.AtOnce { Today: var day } => Overdue(versions, facts, state, first, day),
            StagePlan.Overdue { Today: var day } => Overdue(versions, facts, state, first, day),
            _ => throw new ArgumentOutOfRangeException(nameof(plan)),
        };
    }

    /// <summary>A requested judgement first judges everything since the last judgement.</summary>
    private static StageWalked Asked(
        IReadOnlyList<StandardInForce<CompiledLifecycle>> versions, StoredFacts facts, StageState state, DateOnly from, DateOnly to,
        DateOnly? today) => Walked(
            versions, facts, state, walker => walker.Judge(from, to, to < today ? to : today?.AddDays(-1) ?? to, StageWalkCause.Request));

    /// <summary>A customer with a stage was already judged on its first day.</summary>
    private static StageWalked Overdue(
        IReadOnlyList<StandardInForce<CompiledLifecycle>> versions, StoredFacts facts, StageState state, DateOnly first, DateOnly today) => Walked(
            versions, facts, state, walker => state.Stage is null
                ? walker.Judge(first, today, today.AddDays(-1), StageWalkCause.Time)
                : walker.GoOn(first, today, today.AddDays(-1), StageWalkCause.Time));

    /// <summary>
    /// The next day, not before <paramref name="from"/>, at whose end the stage may change, through silence or a fact of a future day. Null for
    /// none. The first day of another version is not included: all customers are judged on it.
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
                    version.Compiled, facts.Facts, Later(first.AddDays(-1), state.Entered ?? joined), state.Stage ?? "", state.Previous,
                    version.Until ?? DateOnly.MaxValue);
            if (next is { } day) return (day, zone);
        }
        return null;
    }

    internal static DateOnly PutInForce(StandardInForce<CompiledLifecycle> version) => version.Compiled.Zone.DayOf(Instant.Of(version.PutInForceAt));

    internal static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static StageWalked Walked(
        IReadOnlyList<StandardInForce<CompiledLifecycle>> versions, StoredFacts facts, StageState state, Func<StageWalker, StagesWalked> walk)
    {
        var walker = new StageWalker([.. versions.Select(one => new StageVersion(one.Compiled, one.From, one.Until, PutInForce(one)))], facts.Facts,
            state.Stage, state.Previous);
        var walked = walk(walker);
        return new([.. walked.Moves.Select(move => new StageChange(move.From, move.Judgement.Stage!, move.Judgement, versions[move.Version]))],
            walked.JudgedThrough, walked.Failure);
    }
}
