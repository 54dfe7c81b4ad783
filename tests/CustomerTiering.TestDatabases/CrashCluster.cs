using System.Diagnostics;
using CustomerTiering.EmbeddedPostgres;
using CustomerTiering.EmbeddedPostgres.Cluster;
using CustomerTiering.EmbeddedPostgres.Machine;

namespace CustomerTiering.TestDatabases;

/// <summary>A durable server of a test's own, which the test may kill: the whole of it, or single backends.</summary>
public sealed class CrashCluster : IAsyncDisposable
{
    readonly string _folder;
    readonly EmbeddedServer _server;

    CrashCluster(string folder, EmbeddedServer server) => (_folder, _server) = (folder, server);

    /// <summary>Logs in as the superuser. The port stays the same over crashes.</summary>
    public string OwnerConnectionString => _server.OwnerConnectionString;

    /// <summary>Of the postmaster; another one after each crash of the whole server.</summary>
    public int PostmasterProcessId => _server.PostmasterProcessId;

    /// <summary>A running server with an empty database, with fsync and everything else that the product's own server has, but its size.</summary>
    /// <param name="folder">Where, if that matters to the test; it is removed in the end.</param>
    public static async Task<CrashCluster> StartAsync(string? folder = null)
    {
        await RemoveLeftoversAsync();
        folder ??= Path.Combine(TestFolders.Crashes, Guid.NewGuid().ToString("N"));
        return new CrashCluster(folder, await EmbeddedServer.StartAsync(Options(folder), CancellationToken.None));
    }

    /// <summary>As <see cref="TestDatabase.RuntimeConnectionString"/>.</summary>
    public string RuntimeConnectionString(string role) =>
        new Npgsql.NpgsqlConnectionStringBuilder(OwnerConnectionString) { Options = $"-c role={role}" }.ConnectionString;

    /// <summary>kill -9 of the postmaster and each of its processes, at any moment.</summary>
    public void KillServer()
    {
        // The postmaster first: it would start a recovery for a killed child.
        Kill(PostmasterProcessId);
        if (ProcessesOfFolder.CanTell)
        {
            foreach (var pid in ProcessesOfFolder.Of(new DataLayout(_folder).Data))
                Kill(pid);
        }
    }

    /// <summary>kill -9 of one backend (as <c>pg_backend_pid()</c> tells it): the server ends all others and recovers by itself.</summary>
    public static void KillBackend(int processId) => Kill(processId);

    /// <summary>Starts it after <see cref="KillServer"/>; returns when it has recovered and answers.</summary>
    public Task StartAgainAsync() => _server.StartAgainAsync(CancellationToken.None);

    /// <summary>Stops it and removes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(StopMode.Immediate, CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    static EmbeddedServerOptions Options(string folder) => new()
    {
        DataFolder = folder,
        MayDownload = true,
        FetchedBinaries = TestFolders.Binaries,
        Settings = ServerSettings.ForCrashes,
        Watched = false,
    };

    /// <summary>Clusters of test processes that were killed themselves: nobody holds their lock.</summary>
    static async Task RemoveLeftoversAsync()
    {
        Directory.CreateDirectory(TestFolders.Crashes);
        foreach (var folder in Directory.EnumerateDirectories(TestFolders.Crashes))
        {
            if (!IsLeftover(folder))
                continue;

            var server = await EmbeddedServer.StartAsync(Options(folder), CancellationToken.None);
            await new CrashCluster(folder, server).DisposeAsync();
        }
    }

    static bool IsLeftover(string folder)
    {
        using var held = InstanceLock.TryTake(new DataLayout(folder));
        return held is not null;
    }

    static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
    }
}
