using Npgsql;

namespace CustomerTiering.EventLog.Projections;

/// <summary>Names the tenant to row-level security until the end of the transaction, and no longer: a pooled connection keeps nothing.</summary>
internal static class TenantScope
{
    internal static NpgsqlBatchCommand Set(TenantId tenant) =>
        new("select set_config('app.tenant', $1, true)") { Parameters = { new() { Value = tenant.ToString() } } };

    /// <summary>
    /// The same for what can be folded again from the log: its commits need not wait for the disk. State and position are lost together or kept together.
    /// </summary>
    internal static NpgsqlBatchCommand SetForFoldedState(TenantId tenant) =>
        new("select set_config('app.tenant', $1, true), set_config('synchronous_commit', 'off', true)")
        {
            Parameters = { new() { Value = tenant.ToString() } },
        };
}
