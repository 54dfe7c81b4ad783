namespace CustomerTiering.EmbeddedPostgres.Cluster;

/// <param name="Reason">What the server's log says.</param>
/// <param name="Passing">The cause goes away by itself: the remains of a killed server, or a port that another took first.</param>
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

    /// <param name="log">What the server wrote since it was started.</param>
    /// <param name="output">What pg_ctl said, for a server that wrote nothing.</param>
    public static StartFailure From(string log, string output)
    {
        var told = log.Length > 0 ? log : output;
        return new StartFailure(string.Join("; ", told.Trim().Split('\n').TakeLast(LastLines)), Passes.Any(sign => log.Contains(sign, StringComparison.Ordinal)));
    }
}
