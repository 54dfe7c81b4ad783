namespace CustomerTiering.EmbeddedPostgres.Cluster;

/// <param name="Pid">The postmaster's process id.</param>
/// <param name="Port">The port on 127.0.0.1.</param>
/// <param name="Reused">Whether it was already running.</param>
internal sealed record RunningServer(int Pid, int Port, bool Reused);
