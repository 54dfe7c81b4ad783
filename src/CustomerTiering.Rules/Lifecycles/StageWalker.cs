using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Rules.Lifecycles;

/// <summary>A version of a lifecycle with the days on which it judges.</summary>
/// <param name="From">Its first day, included.</param>
/// <param name="Until">Its last day, included; null without one.</param>
/// <param name="PutInForce">The day on which it was put in force: by itself, silence before it moves nobody.</param>
public sealed record StageVersion(CompiledLifecycle Lifecycle, DateOnly From, DateOnly? Until, DateOnly PutInForce);

/// <summary>A move from one stage to another.</summary>
/// <param name="From">The stage that was left; null for the first move.</param>
/// <param name="Judgement">The judgement that brought it; its stage is the one entered.</param>
/// <param name="Version">The place of the version that judged, in the list of all.</param>
public sealed record StageMoved(string? From, StageJudgement Judgement, int Version);

/// <summary>What walking through a customer's days came to.</summary>
/// <param name="Moves">In their order.</param>
/// <param name="JudgedThrough">The last day up to which everything is judged; null if nothing was.</param>
/// <param name="Failure">Why the walk ended early: facts that can't be counted.</param>
public sealed record StagesWalked(IReadOnlyList<StageMoved> Moves, DateOnly? JudgedThrough, MetricError? Failure);

/// <summary>What calls for a walk through a customer's days.</summary>
public enum StageWalkCause
{
    /// <summary>Somebody asks: every day counts.</summary>
    Request,

    /// <summary>A fact came in: the days of facts count from there on, silence from the day on which the lifecycle was put in force.</summary>
    Fact,

    /// <summary>Time passed: nothing counts before the day on which the lifecycle was put in force.</summary>
    Time,
}

/// <summary>From facts, the lifecycle's versions and the current stage to moves, day by day where facts or silence may bring one. For one walk.</summary>
/// <param name="versions">The versions of the lifecycle that judge on some day, by first day.</param>
/// <param name="facts">The customer's facts.</param>
/// <param name="stage">The current stage; null without one.</param>
/// <param name="previous">The stage before it; null without one.</param>
public sealed class StageWalker(IReadOnlyList<StageVersion> versions, KnownFacts facts, string? stage, string? previous)
{
    private readonly List<StageMoved> _moves = [];
    private string? _stage = stage;
    private string? _previous = previous;

    /// <summary>Judges a first day, whatever is on it, and goes on from there.</summary>
    /// <param name="day">The first day.</param>
    /// <param name="through">The last day whose facts are judged.</param>
    /// <param name="silence">The last day that is judged by silence alone.</param>
    /// <param name="cause">What calls for it.</param>
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

    /// <summary>Goes on from a day that was judged.</summary>
    /// <param name="through">The last day whose facts are judged.</param>
    /// <param name="silence">The last day that is judged by silence alone.</param>
    /// <param name="cause">What calls for it.</param>
    public StagesWalked GoOn(DateOnly day, DateOnly through, DateOnly silence, StageWalkCause cause)
    {
        while (NextDay(day, through, cause) is var (next, version))
        {
            var lifecycle = versions[version].Lifecycle;
            // Today's silence lasts until the day is over; a fact of today is judged now.
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
            // Another version judges on its first day, whatever happened.
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
