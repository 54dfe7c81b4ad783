namespace CustomerTiering.Walks;

/// <summary>Which judgements are asked for.</summary>
public abstract record StagePlan
{
    private StagePlan() { }

    /// <summary>
    /// Everybody as of one day: each day since the current stage was entered (or since joining) that has a known fact, or on which silence changes the stage. Whoever
    /// entered the current stage later is left as is: history is not written again.
    /// </summary>
    public sealed record AsOf(DateOnly Day) : StagePlan;

    /// <summary>
    /// From a day to a day, both included: each day with a known fact, and each on which silence changes the stage, in their order. Whoever has a stage is judged from
    /// the day on which it was entered.
    /// </summary>
    public sealed record Range(DateOnly From, DateOnly To) : StagePlan;

    /// <summary>
    /// What facts call for at once: as of the later of the first fact's day and the day on which the current stage was entered, and from there on to today;
    /// by silence alone only days that are over, none before the lifecycle was put in force.
    /// </summary>
    /// <param name="Days">For each customer the day of the earliest fact that came in.</param>
    /// <param name="Today">The day that it is in the lifecycle's zone.</param>
    public sealed record AtOnce(IReadOnlyDictionary<Guid, DateOnly> Days, DateOnly Today) : StagePlan;

    /// <summary>What time alone calls for up to yesterday; nothing before the lifecycle was put in force.</summary>
    /// <param name="Today">The day that it is in the lifecycle's zone.</param>
    public sealed record Overdue(DateOnly Today) : StagePlan;
}
