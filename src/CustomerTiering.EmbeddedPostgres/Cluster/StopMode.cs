namespace CustomerTiering.EmbeddedPostgres.Cluster;

internal enum StopMode
{
    /// <summary>Terminates connections, then writes the data.</summary>
    Fast,

    /// <summary>Stops at once, like a crash: the next start recovers.</summary>
    Immediate,
}
