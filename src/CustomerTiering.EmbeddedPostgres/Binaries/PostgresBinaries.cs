using System.Text.RegularExpressions;
using CustomerTiering.EmbeddedPostgres.Machine;

namespace CustomerTiering.EmbeddedPostgres.Binaries;

/// <summary>The programs of one PostgreSQL installation.</summary>
internal sealed partial record PostgresBinaries(string Folder, int Major, BinarySource Source)
{
    /// <summary>The oldest major version that the schema supports.</summary>
    public const int OldestMajor = 15;

    public string Initdb => Program(Folder, "initdb");

    public string Postgres => Program(Folder, "postgres");

    public string PgCtl => Program(Folder, "pg_ctl");

    /// <summary>The installation in a folder, or null unless all three programs are there.</summary>
    public static async Task<PostgresBinaries?> InAsync(string folder, BinarySource source, CancellationToken ct)
    {
        if (!AreIn(folder))
            return null;

        var version = await Tool.RunAsync(Program(folder, "postgres"), ["--version"], ct);
        var match = Version().Match(version.Output);
        return version.Succeeded && match.Success ? new PostgresBinaries(folder, int.Parse(match.Groups[1].ValueSpan), source) : null;
    }

    public static bool AreIn(string folder) =>
        File.Exists(Program(folder, "postgres")) && File.Exists(Program(folder, "pg_ctl")) && File.Exists(Program(folder, "initdb"));

    public static string Program(string folder, string name) => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    [GeneratedRegex(@"^postgres \(PostgreSQL\) (\d+)")]
    private static partial Regex Version();
}
