using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Lifecycle;

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
    internal static StageWalked Run(IReadOnlyList<StandardInForce<CompiledLifecycle>> versions, StoredFacts facts, StageState state, StagePlan plan)
    {
        if (versions.Count == 0 || facts.Facts.Own.Joined(versions[0].Compiled.Zone) is not { } joined) return new([], null, null);
        // Before it was in force, and before joining, there is no stage; and what an earlier judgement covers is not judged again.
        var first = Later(Later(versions[0].From, joined), state.Entered ?? DateOnly.MinValue);
        return plan switch
        {
            StagePlan.AsOf { Day: var day } => day < first ? new([], null, null) : new Walker(versions, facts, state).Judge(day, day, day, byItself: false),
            StagePlan.Range range => new Walker(versions, facts, state).Judge(Later(range.From, first), range.To, range.To, byItself: false),
            // A fact of a day to come calls for nothing yet.
            StagePlan.AtOnce { Today: var today } atOnce when atOnce.Days[facts.Customer] <= today =>
                new Walker(versions, facts, state).Judge(Later(atOnce.Days[facts.Customer], first), today, today.AddDays(-1), byItself: true),
            StagePlan.AtOnce { Today: var today } => Overdue(versions, facts, state, first, today),
            StagePlan.Overdue { Today: var today } => Overdue(versions, facts, state, first, today),
            _ => throw new ArgumentOutOfRangeException(nameof(plan)),
        };
    }

    /// <summary>Who has a stage was judged on its first day already.</summary>
    private static StageWalked Overdue(
        IReadOnlyList<StandardInForce<CompiledLifecycle>> versions, StoredFacts facts, StageState state, DateOnly first, DateOnly today) => state.Stage is null
            ? new Walker(versions, facts, state).Judge(first, today, today.AddDays(-1), byItself: true)
            : new Walker(versions, facts, state).GoOn(first, today, today.AddDays(-1), byItself: true);

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

    /// <summary>One walk.</summary>
    private sealed class Walker(IReadOnlyList<StandardInForce<CompiledLifecycle>> versions, StoredFacts facts, StageState state)
    {
        private readonly List<StageChange> _changes = [];
        private string? _stage = state.Stage;
        private string? _previous = state.Previous;

        /// <summary>Judges a first day, whatever is on it, and goes on from there.</summary>
        /// <param name="day">The first day.</param>
        /// <param name="through">The last day whose facts are judged.</param>
        /// <param name="silence">The last day that is judged by silence alone.</param>
        /// <param name="byItself">Whether nobody asked for it: then silence counts from the day on which the lifecycle was put in force.</param>
        internal StageWalked Judge(DateOnly day, DateOnly through, DateOnly silence, bool byItself)
        {
            if (day > through) return new([], null, null);
            if (InForce(day) is not { } version) return new([], null, null);
            return JudgeOne(version, day) is { } failure ? new(_changes, day, failure) : GoOn(day, through, silence, byItself);
        }

        /// <summary>Goes on from a day that was judged.</summary>
        internal StageWalked GoOn(DateOnly day, DateOnly through, DateOnly silence, bool byItself)
        {
            while (NextDay(day, through, byItself) is var (next, version))
            {
                // Today's silence lasts until the day is over; a fact of today is judged now.
                if (next > silence && !facts.Facts.DaysOf(version.Compiled.Interest, version.Compiled.Zone).Contains(next)) break;
                day = next;
                if (JudgeOne(version, day) is { } failure) return new(_changes, day, failure);
            }
            return new(_changes, Later(day, silence < through ? silence : through), null);
        }

        private (DateOnly Day, StandardInForce<CompiledLifecycle> Version)? NextDay(DateOnly day, DateOnly through, bool byItself)
        {
            foreach (var version in versions)
            {
                var last = version.Until is { } until && until < through ? until : through;
                if (last <= day) continue;
                // Another version judges on its first day, whatever happened.
                if (version.From > day && version != versions[0]) return version.From <= through ? (version.From, version) : null;
                var after = byItself ? Later(day, PutInForce(version).AddDays(-1)) : day;
                if (LifecycleJudge.FirstChange(version.Compiled, facts.Facts, after, _stage ?? "", _previous, last) is { } next) return (next, version);
            }
            return null;
        }

        private StandardInForce<CompiledLifecycle>? InForce(DateOnly day) =>
            versions.FirstOrDefault(version => version.From <= day && (version.Until is null || day <= version.Until));

        private MetricError? JudgeOne(StandardInForce<CompiledLifecycle> version, DateOnly day)
        {
            var (judgement, error) = LifecycleJudge.Judge(version.Compiled, facts.Facts, day, _stage, _previous);
            if (error is not null) return error;
            if (judgement!.Stage is not { } stage || stage == _stage) return null;
            _changes.Add(new(_stage, stage, judgement, version));
            (_previous, _stage) = (_stage, stage);
            return null;
        }
    }
}
