namespace CustomerTiering.EmbeddedPostgres.Cluster;

/// <summary>
/// The live processes of a server, told by their working folder, which is the data folder. A zombie has none, so it does not count; nor does a
/// stranger who got a dead server's number.
/// </summary>
internal static class ProcessesOfFolder
{
    /// <summary>Only Linux can say, by /proc.</summary>
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
            return null; // It ended meanwhile, or is another user's: not the server that we run.
        }
    }
}
