namespace CustomerTiering.EmbeddedPostgres.Cluster;

/// <param name="Reason">What the server's log says.</param>
/// <param name="Passing">The cause goes away by itself: the remains of a killed server, or a port that another took first.</param>
internal sealed record StartFailure(string Reason, bool Passing)
{
    static readonly string[] Passes =
    [
        "lock file \"postmaster.pid\" already exists",
        "is still in use",
        "could not bind IPv4 address",
        "could not create any TCP/IP sockets",
    ];

    public static StartFailure From(string log, string output)
    {
        var reason = string.Join("; ", log.Split('\n').Where(line => line.Contains("FATAL:") || line.Contains("LOG:  could not") || line.Contains("HINT:")));
        if (reason.Length == 0)
            reason = log.Length > 0 ? log.Trim() : output;
        return new StartFailure(reason, Passes.Any(sign => log.Contains(sign, StringComparison.Ordinal)));
    }
}
