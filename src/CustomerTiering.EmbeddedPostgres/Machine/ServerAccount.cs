namespace CustomerTiering.EmbeddedPostgres.Machine;

/// <summary>The account of the server: PostgreSQL refuses to run as root.</summary>
/// <param name="UserName">Null for the user of this process.</param>
internal sealed record ServerAccount(string? UserName)
{
    static readonly string[] Unprivileged = ["postgres", "_postgres", "nobody"];

    /// <summary>
    /// The account already assigned to the data folder, so that a <c>postgres</c> user installed later does not lose access to data owned by
    /// <c>nobody</c>; for a new folder, the first unprivileged account of the machine.
    /// </summary>
    public static async Task<ServerAccount> ForAsync(DataLayout layout, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return new ServerAccount(UserName: null);

        if (File.Exists(layout.AccountFile))
            return new ServerAccount((await File.ReadAllTextAsync(layout.AccountFile, ct)).Trim());

        foreach (var name in Unprivileged)
        {
            if ((await Tool.RunAsync("id", ["-u", name], ct)).Succeeded)
                return new ServerAccount(name);
        }

        throw new EmbeddedServerException(
            "PostgreSQL does not run as root, and this machine has neither a user 'postgres' nor 'nobody'. Run as another user.");
    }

    public async Task TakeOverAsync(string path, CancellationToken ct)
    {
        if (UserName is null)
            return;

        var result = await Tool.RunAsync("chown", ["-R", UserName, path], ct);
        if (!result.Succeeded)
            throw new EmbeddedServerException($"The owner of '{path}' cannot be changed to '{UserName}': {result.Output}");
    }

    /// <summary>Fails early if the folder is inside a home that other users cannot access.</summary>
    public void RequireReach(string folder)
    {
        if (UserName is null || OperatingSystem.IsWindows())
            return;

        for (var parent = Path.GetFullPath(folder); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (!File.GetUnixFileMode(parent).HasFlag(UnixFileMode.OtherExecute))
            {
                throw new EmbeddedServerException(
                    $"As root the server runs as '{UserName}', who cannot access the data folder '{folder}': '{parent}' is closed to others. "
                        + $"Choose another folder with --data.");
            }
        }
    }
}
