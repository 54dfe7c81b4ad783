namespace CustomerTiering.EventLog;

/// <summary>Times as PostgreSQL and leaves keep them: UTC, whole microseconds; what is finer is cut off.</summary>
internal static class Micros
{
    internal static DateTimeOffset Of(DateTimeOffset time)
    {
        var ticks = time.UtcTicks;
        return new(ticks - (ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }
}
