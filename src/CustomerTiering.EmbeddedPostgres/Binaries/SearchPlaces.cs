namespace CustomerTiering.EmbeddedPostgres.Binaries;

/// <summary>The places to search for PostgreSQL's programs and the npm client.</summary>
/// <param name="Variable">The value of <see cref="VariableName"/>, or null.</param>
/// <param name="Path">The folders of PATH.</param>
/// <param name="UsualFolders">Existing folders used by packages.</param>
internal sealed record SearchPlaces(string? Variable, IReadOnlyList<string> Path, IReadOnlyList<string> UsualFolders)
{
    public const string VariableName = "CUSTOMERTIERING_POSTGRES";

    public static SearchPlaces OfThisMachine() => new(
        Environment.GetEnvironmentVariable(VariableName) is { Length: > 0 } folder ? folder : null,
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        [.. Patterns().SelectMany(Matches)]);

    /// <summary>The npm client in PATH, or null.</summary>
    public string? Npm()
    {
        var name = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        return Path.Select(folder => System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>A parent folder, the pattern of installation folders in it, and the programs' folder inside those.</summary>
    static IEnumerable<(string Parent, string Pattern, string Programs)> Patterns() =>
        OperatingSystem.IsWindows() ? [(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles) + @"\PostgreSQL", "*", "bin")]
        : OperatingSystem.IsMacOS() ?
        [
            ("/opt/homebrew/opt", "postgresql*", "bin"), ("/usr/local/opt", "postgresql*", "bin"),
            ("/Applications/Postgres.app/Contents/Versions", "*", "bin"), ("/Library/PostgreSQL", "*", "bin"),
        ]
        : [("/usr/lib/postgresql", "*", "bin"), ("/usr/lib", "postgresql*", "bin"), ("/usr", "pgsql-*", "bin"), ("/usr/local", "pgsql", "bin")];

    static IEnumerable<string> Matches((string Parent, string Pattern, string Programs) place) => Directory.Exists(place.Parent)
        ? Directory.EnumerateDirectories(place.Parent, place.Pattern)
            .Select(folder => System.IO.Path.Combine(folder, place.Programs)).Where(Directory.Exists)
        : [];
}
