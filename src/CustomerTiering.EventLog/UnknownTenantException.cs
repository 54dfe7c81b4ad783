namespace CustomerTiering.EventLog;

/// <summary>The tenant has no log in the database.</summary>
public sealed class UnknownTenantException(TenantId tenant) : Exception($"There is no tenant {tenant} in this database.")
{
    /// <summary>The unknown tenant.</summary>
    public TenantId Tenant { get; } = tenant;
}
