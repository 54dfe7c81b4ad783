namespace CustomerTiering.EventLog.Tests.Work;

/// <summary>A clock that stands where the test puts it.</summary>
internal sealed class SetTime(DateTimeOffset now) : TimeProvider
{
    internal DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
