namespace CustomerTiering.EmbeddedPostgres.Cluster;

/// <param name="Pid">Of the postmaster.</param>
/// <param name="Port">Where it listens, on 127.0.0.1.</param>
/// <param name="Reused">It ran before.</param>
internal sealed record RunningServer(int Pid, int Port, bool Reused);
