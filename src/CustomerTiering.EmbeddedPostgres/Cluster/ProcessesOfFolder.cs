namespace CustomerTiering.EmbeddedPostgres.Cluster;

/// <summary>
/// The live processes of a server, identified by their working folder, the data folder. Zombies have none, so they are not included; nor are
/// unrelated processes with a reused id.
/// </summary>
internal static class ProcessesOfFolder
{
    /// <summary>Only on Linux, by /proc.</summary>
    public static bool CanTell => Directory.Exists("/proc/self/cwd");

    public static IReadOnlyList<int> Of(string data)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(data));
        List<int> found = [];
        foreach (var entry in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(entry), out var pid) && WorkingFolder(entry) == full)
                found.Add(pid);
        }

        return found;
    }

    static string? WorkingFolder(string entry)
    {
        try
        {
            return new DirectoryInfo(Path.Combine(entry, "cwd")).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // It has ended, or belongs to another user, so it is not our server.
        }
    }
}
