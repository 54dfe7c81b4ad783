using System.Diagnostics;
using CustomerTiering.EmbeddedPostgres.Cluster;
using CustomerTiering.EmbeddedPostgres.Machine;

namespace CustomerTiering.EmbeddedPostgres.Tests.Cluster;

public sealed class ServerControlTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>After a restart of a container the numbers begin anew, and another process of the server's user often has the old one.</summary>
    [UnixFact]
    public async Task A_dead_servers_number_that_a_stranger_has_does_not_hinder_the_start()
    {
        var layout = new DataLayout(_folder.Path);
        string[] left;
        await using (await StartAsync())
            left = await File.ReadAllLinesAsync(PostmasterPid.FileIn(layout.Data));

        using var stranger = Stranger(File.Exists(layout.AccountFile) ? File.ReadAllText(layout.AccountFile).Trim() : null);
        left[0] = stranger.Id.ToString();
        await File.WriteAllLinesAsync(PostmasterPid.FileIn(layout.Data), left);
        try
        {
            await using var server = await StartAsync();

            Assert.Equal(StartKind.Started, server.Start);
        }
        finally
        {
            stranger.Kill();
        }
    }

    [Fact]
    public async Task A_server_that_cannot_start_says_why()
    {
        await using (await StartAsync())
        {
        }

        await File.AppendAllTextAsync(Path.Combine(new DataLayout(_folder.Path).Data, "postgresql.conf"), "\nmax_connections = 'many'\n");

        var error = await Assert.ThrowsAsync<EmbeddedServerException>(StartAsync);

        Assert.Contains("does not start", error.Message);
        Assert.Contains("max_connections", error.Message);
    }

    static Process Stranger(string? user)
    {
        var start = new ProcessStartInfo("sleep", "600") { WorkingDirectory = "/" };
        if (user is not null)
            start.UserName = user;
        return Process.Start(start)!;
    }

    Task<EmbeddedServer> StartAsync() =>
        EmbeddedServer.StartAsync(new EmbeddedServerOptions { DataFolder = _folder.Path, MayDownload = true }, CancellationToken.None);
}
