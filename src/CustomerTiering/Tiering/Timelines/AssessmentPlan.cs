using CustomerTiering.Rules.Decisions;

namespace CustomerTiering.Tiering.Timelines;

/// <summary>Which decisions an assessment makes.</summary>
public abstract record AssessmentPlan
{
    private AssessmentPlan() { }

    /// <summary>A review as of a day, after everything due since the last decision. A customer without a tier joins.</summary>
    public sealed record Review(DateOnly AsOf) : AssessmentPlan;

    /// <summary>
    /// Everything due in a range of days, both inclusive, decided as if on its day: joinings, expiries, grace ends, at-once evaluations, warnings and
    /// reviews. Without given dates, reviews follow the policy's schedule. Days covered by an earlier decision are not decided again.
    /// </summary>
    public sealed record Range(DateOnly From, DateOnly To, IReadOnlyList<DateOnly>? Reviews) : AssessmentPlan;

    /// <summary>At-once evaluation of today's facts, after everything due since the last decision.</summary>
    public sealed record AtOnce : AssessmentPlan;

    /// <summary>
    /// Decides again from a day on, in order of days, with all facts known now. Each decision whose result changes is superseded. Then decides what
    /// was due since, up to now.
    /// </summary>
    /// <param name="Since">For each customer, the first day whose facts have changed.</param>
    /// <param name="TodayToo">Whether decisions of today are made again too, because facts of today no longer belong to the customer.</param>
    public sealed record Again(IReadOnlyDictionary<Guid, DateOnly> Since, bool TodayToo = false) : AssessmentPlan;

    /// <summary>
    /// The first day of a version. Customers without a tier join. If the version's transition is immediate, tiers given by earlier versions are
    /// judged as of that day or, if a later day is already decided, as of the last one.
    /// </summary>
    public sealed record Transition(int Version) : AssessmentPlan;

    /// <summary>Ends the held tier, because the customer was found to be a duplicate.</summary>
    public sealed record Leaving(Instant At) : AssessmentPlan;

    /// <summary>Everything that falls due with time up to a day, inclusive; nothing that fell due before the policy was put in force.</summary>
    public sealed record Overdue(DateOnly To) : AssessmentPlan;
}

/// <summary>The result of assessing one customer on one ladder.</summary>
/// <param name="Decisions">Outcomes of the decisions recorded now.</param>
/// <param name="Warnings">The number of warnings recorded now.</param>
/// <param name="From">The tier held before; null for none.</param>
/// <param name="To">The tier held after; null for none.</param>
/// <param name="Failure">Why no decision was made, or null.</param>
/// <param name="Moved">The decision that changed the held tier; null if it did not change.</param>
/// <param name="Position">Position of the last event; 0 for none.</param>
/// <param name="LeftToDayEnd">The trigger due at the end of today, left to the timer; null for none.</param>
/// <param name="Uncounted">Amounts that the last decision does not count because they have no rate, by currency; null if all amounts count.</param>
public sealed record TierResult(
    Guid Customer, string Ladder, IReadOnlyList<Outcome> Decisions, int Warnings, string? From, string? To, string? Failure, TierMoved? Moved = null,
    long Position = 0,
    TriggerKind? LeftToDayEnd = null, IReadOnlyList<UncountedSum>? Uncounted = null)
{
    /// <summary>Whether the result is reported even if nothing was recorded.</summary>
    internal bool IsTold => Failure is not null || LeftToDayEnd is not null;
}

/// <summary>The decision that changed a held tier.</summary>
public sealed record TierMoved(Outcome Outcome, Guid Decision);
