namespace CustomerTiering.EventLog.Read;

/// <summary>The log is damaged: a position or stream version is missing, or an event was altered. No reader may continue past the damage.</summary>
public sealed class LogDamagedException(TenantId tenant, long position, string what)
    : Exception($"The log of tenant {tenant} is damaged at position {position}: {what}")
{
    /// <summary>The tenant whose log is damaged.</summary>
    public TenantId Tenant { get; } = tenant;

    /// <summary>The first damaged position.</summary>
    public long Position { get; } = position;
}
