namespace CustomerTiering.EmbeddedPostgres.Cluster;

/// <param name="Reason">The server's log.</param>
/// <param name="Passing">Whether the cause is transient: the remains of a killed server, or a port taken by another process.</param>
internal sealed record StartFailure(string Reason, bool Passing)
{
    const int LastLines = 10;

    static readonly string[] Passes =
    [
        "lock file \"postmaster.pid\" already exists",
        "is still in use",
        "could not bind IPv4 address",
        "could not create any TCP/IP sockets",
    ];

    /// <param name="log">The server's log since the start.</param>
    /// <param name="output">The output of pg_ctl, used if the log is empty.</param>
    public static StartFailure From(string log, string output)
    {
        var told = log.Length > 0 ? log : output;
        return new StartFailure(
            string.Join("; ", told.Trim().Split('\n').TakeLast(LastLines)), Passes.Any(sign => log.Contains(sign, StringComparison.Ordinal)));
    }
}
