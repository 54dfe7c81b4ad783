namespace CustomerTiering.EmbeddedPostgres.Machine;

/// <summary>What lies where in a data folder. The server's account owns <see cref="ServerFolder"/>; the rest belongs to the application.</summary>
internal sealed record DataLayout(string Root)
{
    /// <summary>Held locked by the application that uses the folder.</summary>
    public string LockFile => Path.Combine(Root, "instance.lock");

    /// <summary>Who holds it, for the message to a second one: a locked file can't be read everywhere.</summary>
    public string HolderFile => Path.Combine(Root, "instance.holder");

    public string AccountFile => Path.Combine(Root, "account");

    public string Binaries => Path.Combine(Root, "binaries");

    public string ServerFolder => Path.Combine(Root, "server");

    public string Data => Path.Combine(ServerFolder, "data");

    /// <summary>Where a cluster is made before it is moved to <see cref="Data"/>: a half-made one is never taken for whole.</summary>
    public string UnfinishedData => Path.Combine(ServerFolder, "data.unfinished");

    public string Password => Path.Combine(ServerFolder, "password");

    public string Log => Path.Combine(ServerFolder, "postgres.log");

    /// <summary>The major version that made the data, which alone can read it; null before there is any.</summary>
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

    /// <summary>A folder that others can pass through (<paramref name="open"/>) or not; a folder that is there keeps its mode.</summary>
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
