namespace CustomerTiering.Walks;

/// <summary>Where a customer stands in the stages of one standard, folded from a stream.</summary>
/// <param name="Stage">The current stage; null before the first.</param>
/// <param name="Previous">The stage before it.</param>
/// <param name="Entered">The current stage's first day.</param>
/// <param name="Last">The event that says so.</param>
/// <param name="Version">The stream's version.</param>
public sealed record StageState(string? Stage, string? Previous, DateOnly? Entered, Guid? Last, int Version)
{
    /// <summary>Of a stream that is not there.</summary>
    public static StageState None { get; } = new(null, null, null, null, 0);

    /// <summary>The state after one more stage was entered.</summary>
    public StageState After(string stage, DateOnly day, Guid id) => new(stage, Stage, day, id, Version + 1);
}
