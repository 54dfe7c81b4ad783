using System.Security.Cryptography;
using CustomerTiering.EmbeddedPostgres.Binaries;
using CustomerTiering.EmbeddedPostgres.Machine;

namespace CustomerTiering.EmbeddedPostgres.Cluster;

/// <summary>
/// Creates the cluster of a new server: with checksums, scram authentication only, and bytewise collation, so that all machines sort alike.
/// </summary>
internal static class NewCluster
{
    public const string Superuser = "tiering_superuser";

    public static async Task MakeAsync(PostgresBinaries binaries, DataLayout layout, ServerAccount account, bool durable, CancellationToken ct)
    {
        if (Directory.Exists(layout.UnfinishedData))
            Directory.Delete(layout.UnfinishedData, recursive: true);
        WritePassword(layout.Password);
        await account.TakeOverAsync(layout.Password, ct);

        List<string> arguments =
        [
            "--pgdata", layout.UnfinishedData, "--username", Superuser, "--pwfile", layout.Password,
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--data-checksums",
        ];
        if (!durable)
            arguments.Add("--no-sync");

        var result = await Tool.RunAsync(binaries.Initdb, arguments, ct, account.UserName, layout.ServerFolder);
        if (!result.Succeeded)
            throw new EmbeddedServerException($"A new database cluster cannot be created in '{layout.ServerFolder}': {result.Output}");

        await File.AppendAllTextAsync(Path.Combine(layout.UnfinishedData, "postgresql.conf"), $"\ninclude = '{ServerSettings.FileName}'\n", ct);
        Directory.Move(layout.UnfinishedData, layout.Data);
    }

    static void WritePassword(string file)
    {
        File.Delete(file);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        using var writer = new StreamWriter(file, options);
        writer.WriteLine(RandomNumberGenerator.GetHexString(48, lowercase: true));
    }
}
