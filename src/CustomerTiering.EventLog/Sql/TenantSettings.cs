namespace CustomerTiering.EventLog.Sql;

/// <summary>The settings of a transaction besides its tenant; they end with the transaction.</summary>
internal enum TenantSettings
{
    /// <summary>No settings.</summary>
    None,

    /// <summary>
    /// For state that can be refolded from the log: commits do not wait for the disk. State and position are lost or kept together.
    /// </summary>
    FoldedState,

    /// <summary>
    /// For reads of events in index order: forces index scans, so that a plan cached while a table was small stays right. The statements are
    /// prepared, and stay prepared on the pooled connection.
    /// </summary>
    AlongIndexes,
}
