namespace CustomerTiering.EmbeddedPostgres.Cluster;

internal enum StopMode
{
    /// <summary>Connections are ended, data is written.</summary>
    Fast,

    /// <summary>At once, as a crash: the next start recovers.</summary>
    Immediate,
}
