namespace CustomerTiering.Api.Tests;

/// <summary>The wall clock, moved ahead by as much as a test says: timers of the system still run, but find it later.</summary>
public sealed class MovableClock(DateTimeOffset start) : TimeProvider
{
    private readonly DateTimeOffset _began = TimeProvider.System.GetUtcNow();
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => start + (TimeProvider.System.GetUtcNow() - _began) + _ahead;

    public void MoveTo(DateTimeOffset time) => _ahead += time - GetUtcNow();
}
