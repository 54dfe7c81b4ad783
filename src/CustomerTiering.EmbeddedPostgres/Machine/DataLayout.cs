namespace CustomerTiering.EmbeddedPostgres.Machine;

/// <summary>The layout of a data folder. The server's account owns <see cref="ServerFolder"/>; the rest belongs to the application.</summary>
internal sealed record DataLayout(string Root)
{
    /// <summary>Locked by the application that uses the folder.</summary>
    public string LockFile => Path.Combine(Root, "instance.lock");

    /// <summary>The holder of the lock, for error messages: a locked file is not readable on all systems.</summary>
    public string HolderFile => Path.Combine(Root, "instance.holder");

    public string AccountFile => Path.Combine(Root, "account");

    public string Binaries => Path.Combine(Root, "binaries");

    public string ServerFolder => Path.Combine(Root, "server");

    public string Data => Path.Combine(ServerFolder, "data");

    /// <summary>Where a cluster is created before it is moved to <see cref="Data"/>, so that an incomplete one is never used.</summary>
    public string UnfinishedData => Path.Combine(ServerFolder, "data.unfinished");

    public string Password => Path.Combine(ServerFolder, "password");

    public string Log => Path.Combine(ServerFolder, "postgres.log");

    /// <summary>The major version that created the data, the only one that can read it; null without data.</summary>
    public int? Major()
    {
        var file = Path.Combine(Data, "PG_VERSION");
        return File.Exists(file) ? int.Parse(File.ReadAllText(file).Trim()) : null;
    }

    public async Task PrepareAsync(ServerAccount account, CancellationToken ct)
    {
        account.RequireReach(ExistingParent());
        CreateOwn(Root, account.UserName is not null);
        account.RequireReach(Root);
        if (account.UserName is not null && !File.Exists(AccountFile))
            await File.WriteAllTextAsync(AccountFile, account.UserName + "\n", ct);

        if (CreateOwn(ServerFolder, open: false))
            await account.TakeOverAsync(ServerFolder, ct);
    }

    string ExistingParent()
    {
        var parent = Path.GetFullPath(Root);
        while (!Directory.Exists(parent))
            parent = Path.GetDirectoryName(parent)!;
        return parent;
    }

    /// <summary>Creates a folder that others can traverse (<paramref name="open"/>) or not; an existing folder keeps its mode.</summary>
    static bool CreateOwn(string folder, bool open)
    {
        if (Directory.Exists(folder))
            return false;

        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            File.SetUnixFileMode(folder, open ? Owner | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : Owner);
        }

        return true;
    }
}
