namespace CustomerTiering.Walks;

/// <summary>A customer's state in the stages of one standard, folded from a stream.</summary>
/// <param name="Stage">The current stage; null before the first.</param>
/// <param name="Entered">First day of the current stage, inclusive.</param>
/// <param name="Last">The event that entered the current stage.</param>
/// <param name="Version">The version of the stream.</param>
public sealed record StageState(string? Stage, string? Previous, DateOnly? Entered, Guid? Last, int Version)
{
    /// <summary>The state of a stream without events.</summary>
    public static StageState None { get; } = new(null, null, null, null, 0);

    public StageState After(string stage, DateOnly day, Guid id) => new(stage, Stage, day, id, Version + 1);
}
