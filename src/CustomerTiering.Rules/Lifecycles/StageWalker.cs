using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Rules.Lifecycles;

/// <summary>A version of a lifecycle with the days on which it applies.</summary>
/// <param name="From">The first day, included.</param>
/// <param name="Until">The last day, included; null without one.</param>
/// <param name="PutInForce">The day on which the version was put in force. Silence before it moves no customer unless requested.</param>
public sealed record StageVersion(CompiledLifecycle Lifecycle, DateOnly From, DateOnly? Until, DateOnly PutInForce);

/// <summary>A move from one stage to another.</summary>
/// <param name="From">The stage left; null for the first move.</param>
/// <param name="Judgement">The judgement behind the move; its stage is the one entered.</param>
/// <param name="Version">Index of the version that judged.</param>
public sealed record StageMoved(string? From, StageJudgement Judgement, int Version);

/// <summary>The result of a walk through a customer's days.</summary>
/// <param name="JudgedThrough">The last day up to which everything is judged; null if nothing was.</param>
/// <param name="Failure">Why the walk ended early: facts that cannot be counted.</param>
public sealed record StagesWalked(IReadOnlyList<StageMoved> Moves, DateOnly? JudgedThrough, MetricError? Failure);

/// <summary>The cause of a walk through a customer's days.</summary>
public enum StageWalkCause
{
    /// <summary>On request: every day counts.</summary>
    Request,

    /// <summary>A new fact: days with facts count from there on, silence counts from the day the lifecycle was put in force.</summary>
    Fact,

    /// <summary>The passage of time: nothing counts before the day the lifecycle was put in force.</summary>
    Time,
}

/// <summary>
/// Derives moves from facts, the lifecycle's versions and the current stage, on each day where facts or silence may cause one. Use an instance for
/// one walk only.
/// </summary>
/// <param name="versions">The versions of the lifecycle, by first day.</param>
/// <param name="stage">The current stage; null without one.</param>
/// <param name="previous">The stage before it; null without one.</param>
public sealed class StageWalker(IReadOnlyList<StageVersion> versions, KnownFacts facts, string? stage, string? previous)
{
    private readonly List<StageMoved> _moves = [];
    private string? _stage = stage;
    private string? _previous = previous;

    /// <summary>Judges <paramref name="day"/> unconditionally, and continues from there.</summary>
    /// <param name="through">The last day whose facts are judged.</param>
    /// <param name="silence">The last day on which silence alone is judged.</param>
    public StagesWalked Judge(DateOnly day, DateOnly through, DateOnly silence, StageWalkCause cause)
    {
        if (day > through) return new([], null, null);
        for (var version = 0; version < versions.Count; version++)
        {
            if (versions[version].From > day || versions[version].Until < day) continue;
            return JudgeOne(version, day) is { } failure ? new(_moves, day, failure) : GoOn(day, through, silence, cause);
        }
        return new([], null, null);
    }

    /// <summary>Continues after a judged day.</summary>
    /// <param name="through">The last day whose facts are judged.</param>
    /// <param name="silence">The last day on which silence alone is judged.</param>
    public StagesWalked GoOn(DateOnly day, DateOnly through, DateOnly silence, StageWalkCause cause)
    {
        while (NextDay(day, through, cause) is var (next, version))
        {
            var lifecycle = versions[version].Lifecycle;
            // Today's silence is judged when the day is over, today's facts at once.
            if (next > silence && facts.DayAfter(next.AddDays(-1), lifecycle.Interest, lifecycle.Zone) != next) break;
            day = next;
            if (JudgeOne(version, day) is { } failure) return new(_moves, day, failure);
        }
        var judged = silence < through ? silence : through;
        return new(_moves, day > judged ? day : judged, null);
    }

    private (DateOnly Day, int Version)? NextDay(DateOnly day, DateOnly through, StageWalkCause cause)
    {
        for (var i = 0; i < versions.Count; i++)
        {
            var version = versions[i];
            var last = version.Until is { } until && until < through ? until : through;
            if (last <= day) continue;
            // The first day of another version is always judged.
            if (version.From > day && i > 0) return version.From <= through ? (version.From, i) : null;
            var silent = cause != StageWalkCause.Request && version.PutInForce > day ? version.PutInForce.AddDays(-1) : day;
            if (cause == StageWalkCause.Fact && DayAfter(version, day, silent < last ? silent : last) is { } fact) return (fact, i);
            if (LifecycleJudge.FirstChange(version.Lifecycle, facts, silent, _stage ?? "", _previous, last) is { } next) return (next, i);
        }
        return null;
    }

    private DateOnly? DayAfter(StageVersion version, DateOnly day, DateOnly through) =>
        day < through && facts.DayAfter(day, version.Lifecycle.Interest, version.Lifecycle.Zone) is { } next && next <= through ? next : null;

    private MetricError? JudgeOne(int version, DateOnly day)
    {
        var (judgement, error) = LifecycleJudge.Judge(versions[version].Lifecycle, facts, day, _stage, _previous);
        if (error is not null) return error;
        if (judgement!.Stage is not { } stage || stage == _stage) return null;
        _moves.Add(new(_stage, judgement, version));
        (_previous, _stage) = (_stage, stage);
        return null;
    }
}
