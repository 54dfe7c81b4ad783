namespace CustomerTiering.EventLog.Sql;

/// <summary>What a transaction sets besides its tenant; it ends with the transaction too.</summary>
internal enum TenantSettings
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>
    /// For what can be folded again from the log: its commit does not wait for the disk. State and position are lost together or kept together.
    /// </summary>
    FoldedState,

    /// <summary>
    /// For reads of events, which go along an index in its order: a plan made while a table was small must not stay with something else. The
    /// statements are prepared, and the pooled connection keeps them so.
    /// </summary>
    AlongIndexes,
}
