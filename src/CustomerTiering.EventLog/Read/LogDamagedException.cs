namespace CustomerTiering.EventLog.Read;

/// <summary>
/// The log is not whole: a position, or a version of a stream, that must be there is not, or an event is not the one that was recorded. Nothing that reads
/// the log may go on past it.
/// </summary>
/// <param name="position">The first position that is not as it must be.</param>
/// <param name="what">What is wrong with it.</param>
public sealed class LogDamagedException(TenantId tenant, long position, string what)
    : Exception($"The log of tenant {tenant} is damaged at position {position}: {what}")
{
    /// <summary>Whose log.</summary>
    public TenantId Tenant { get; } = tenant;

    /// <summary>The first position that is not as it must be.</summary>
    public long Position { get; } = position;
}
