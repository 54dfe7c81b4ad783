namespace CustomerTiering.Walks;

/// <summary>Which days are judged.</summary>
public abstract record StagePlan
{
    private StagePlan() { }

    /// <summary>
    /// All customers as of one day. Judges each day since the current stage was entered (or since joining) that has a known fact or on which
    /// silence changes the stage. A customer who entered the current stage later is left unchanged: history is not rewritten.
    /// </summary>
    public sealed record AsOf(DateOnly Day) : StagePlan;

    /// <summary>
    /// A range of days, both inclusive. Judges each day with a known fact or on which silence changes the stage, in order. A customer with a stage
    /// is judged from its first day on.
    /// </summary>
    public sealed record Range(DateOnly From, DateOnly To) : StagePlan;

    /// <summary>
    /// At-once judgement on facts: from the day of the first fact or the first day of the current stage, whichever is later, up to today. Days
    /// without facts are judged only once they are over, and not before the lifecycle was put in force.
    /// </summary>
    /// <param name="Days">For each customer, the day of the earliest new fact.</param>
    /// <param name="Today">Today in the lifecycle's zone.</param>
    public sealed record AtOnce(IReadOnlyDictionary<Guid, DateOnly> Days, DateOnly Today) : StagePlan;

    /// <summary>Changes that fall due with time up to yesterday; none before the lifecycle was put in force.</summary>
    /// <param name="Today">Today in the lifecycle's zone.</param>
    public sealed record Overdue(DateOnly Today) : StagePlan;
}
