using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;

namespace CustomerTiering.Lifecycle;

/// <summary>Where a customer stands in life, folded from the stream <c>lifecycle/&lt;customer&gt;</c>.</summary>
/// <param name="Stage">The current stage; null before the first.</param>
/// <param name="Previous">The stage before it.</param>
/// <param name="Entered">The current stage's first day.</param>
/// <param name="Last">The event that says so.</param>
/// <param name="Version">The stream's version.</param>
public sealed record StageState(string? Stage, string? Previous, DateOnly? Entered, Guid? Last, int Version)
{
    private const string Prefix = "lifecycle/";

    /// <summary>Of a stream that is not there.</summary>
    public static StageState None { get; } = new(null, null, null, null, 0);

    public static StreamId Stream(Guid customer) => new($"{Prefix}{customer:D}");

    public static Guid CustomerOf(StreamId stream) => Guid.ParseExact(stream.Value.AsSpan(Prefix.Length), "D");

    public static StageState Apply(StageState? state, object body, RecordedEvent recorded) => body is StageEntered entered
        ? (state ?? None).After(entered.To, entered.AsOf, recorded.Id)
        : throw new InvalidDataException($"{body.GetType().Name} is not an event of a customer's stage.");

    /// <summary>The state after one more stage was entered.</summary>
    public StageState After(string stage, DateOnly day, Guid id) => new(stage, Stage, day, id, Version + 1);
}
