namespace CustomerTiering.EmbeddedPostgres.Machine;

/// <summary>The default data folder by operating system; never inside a checkout or root's home, which others cannot access.</summary>
internal static class DefaultDataFolder
{
    public static string Path()
    {
        if (OperatingSystem.IsWindows())
            return Below(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "CustomerTiering");
        if (Environment.IsPrivilegedProcess)
            return "/var/lib/customertiering";

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsMacOS())
            return Below(home, "Library/Application Support/CustomerTiering");

        var xdg = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        return System.IO.Path.IsPathRooted(xdg) ? Below(xdg!, "customertiering") : Below(home, ".local/share/customertiering");
    }

    static string Below(string folder, string name) => folder.Length == 0
        ? throw new EmbeddedServerException("This user has no home folder for data. Choose a folder with --data.")
        : System.IO.Path.Combine(folder, name);
}
