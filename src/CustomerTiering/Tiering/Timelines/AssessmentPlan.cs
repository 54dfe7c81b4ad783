using CustomerTiering.Rules.Decisions;

namespace CustomerTiering.Tiering.Timelines;

/// <summary>Which decisions are asked for.</summary>
public abstract record AssessmentPlan
{
    private AssessmentPlan() { }

    /// <summary>One review as of a day, after everything that was due up to it since the last decision; the joining for a customer without a tier.</summary>
    public sealed record Review(DateOnly AsOf) : AssessmentPlan;

    /// <summary>
    /// Everything that is due from a day to a day, both included, as if it had been done on its day: joinings, expiries, grace ends, evaluations at once,
    /// warnings, and reviews on the given dates or, without any, by the policy's own schedule. What an earlier decision covers already is not made again.
    /// </summary>
    public sealed record Range(DateOnly From, DateOnly To, IReadOnlyList<DateOnly>? Reviews) : AssessmentPlan;

    /// <summary>What facts of today call for at once, after everything that was due since the last decision.</summary>
    public sealed record AtOnce : AssessmentPlan;

    /// <summary>
    /// What would have come out otherwise, had all been known that is known now: decided again from a day on, in the order of days, each new decision naming
    /// the one whose place it takes; then what was due and called for since, up to now.
    /// </summary>
    /// <param name="Since">For each customer the first day of which something else is known.</param>
    /// <param name="TodayToo">Whether what was decided today is decided again, too: where facts of today are not the customer's any more.</param>
    public sealed record Again(IReadOnlyDictionary<Guid, DateOnly> Since, bool TodayToo = false) : AssessmentPlan;

    /// <summary>
    /// The first day of a version: who has no tier joins; where its transition is at once, what earlier versions left is judged as of that day or, where a
    /// later one is decided already, as of the last.
    /// </summary>
    public sealed record Transition(int Version) : AssessmentPlan;

    /// <summary>The end of what is held: the customer is no more, since they were found to be another.</summary>
    public sealed record Leaving(Instant At) : AssessmentPlan;

    /// <summary>What time alone calls for up to a day, included; nothing before the policy was put in force.</summary>
    public sealed record Overdue(DateOnly To) : AssessmentPlan;
}

/// <summary>What assessing one customer on one ladder came to.</summary>
/// <param name="Ladder">On which ladder.</param>
/// <param name="Decisions">Outcomes of the decisions that were recorded now.</param>
/// <param name="Warnings">How many warnings were recorded.</param>
/// <param name="From">The tier held before; null without one.</param>
/// <param name="To">The tier held after; null without one.</param>
/// <param name="Failure">Why there is no decision, or null.</param>
/// <param name="Moved">The decision that brought the tier held after, where it is another than before; null where none did.</param>
/// <param name="Position">Position of the last event; 0 if there is none.</param>
/// <param name="LeftToDayEnd">What ends with today, which is still going on, and is left to the timer at its end; null where nothing is.</param>
/// <param name="Uncounted">Amounts that the last decision leaves out for want of a rate, by currency; null where all count.</param>
public sealed record TierResult(
    Guid Customer, string Ladder, IReadOnlyList<Outcome> Decisions, int Warnings, string? From, string? To, string? Failure, TierMoved? Moved = null, long Position = 0,
    TriggerKind? LeftToDayEnd = null, IReadOnlyList<UncountedSum>? Uncounted = null)
{
    /// <summary>Whether there is anything to say of it where nothing was recorded.</summary>
    internal bool IsTold => Failure is not null || LeftToDayEnd is not null;
}

/// <summary>The decision that moved a customer.</summary>
/// <param name="Outcome">What it came to.</param>
/// <param name="Decision">Its id.</param>
public sealed record TierMoved(Outcome Outcome, Guid Decision);
