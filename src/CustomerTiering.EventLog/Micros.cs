namespace CustomerTiering.EventLog;

/// <summary>Times as PostgreSQL and leaves store them: UTC, truncated to whole microseconds.</summary>
internal static class Micros
{
    internal static DateTimeOffset Of(DateTimeOffset time)
    {
        var ticks = time.UtcTicks;
        return new(ticks - (ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }
}
