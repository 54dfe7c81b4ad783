namespace CustomerTiering.EventLog;

/// <summary>There is no log of this tenant in the database.</summary>
public sealed class UnknownTenantException(TenantId tenant) : Exception($"There is no tenant {tenant} in this database.")
{
    /// <summary>Which tenant.</summary>
    public TenantId Tenant { get; } = tenant;
}
