using CustomerTiering.EmbeddedPostgres.Binaries;
using CustomerTiering.EmbeddedPostgres.Cluster;
using CustomerTiering.EmbeddedPostgres.Machine;
using Npgsql;

namespace CustomerTiering.EmbeddedPostgres;

/// <summary>
/// An application-owned PostgreSQL on the loopback address, with a data folder used only by this process. <see cref="StopAsync(CancellationToken)"/>
/// stops it; if the process dies first, the server keeps running and the next process takes it over.
/// </summary>
public sealed class EmbeddedServer : IAsyncDisposable
{
    const string DatabaseName = "customertiering";

    readonly InstanceLock _lock;
    readonly ServerControl _control;
    ServerWatch? _watch;
    bool _stopped;

    EmbeddedServer(InstanceLock held, ServerControl control, DataLayout layout, PostgresBinaries binaries, RunningServer running, StartKind start)
    {
        (_lock, _control) = (held, control);
        DataFolder = layout.Root;
        (BinariesFolder, FoundBy, MajorVersion) = (binaries.Folder, binaries.Source, binaries.Major);
        (Port, Start, PostmasterProcessId) = (running.Port, start, running.Pid);
    }

    /// <summary>
    /// Logs in as the superuser, who owns the migrated tables. The runtime adds <c>Options=-c role=…</c>. The port is constant for the lifetime of
    /// this process, even if the server restarts.
    /// </summary>
    public string OwnerConnectionString => Connection(DatabaseName).ConnectionString;

    /// <summary>The folder in use, with the password in <c>server/password</c> and the log in <c>server/postgres.log</c>.</summary>
    public string DataFolder { get; }

    /// <summary>The folder of PostgreSQL's programs.</summary>
    public string BinariesFolder { get; }

    /// <summary>How the programs were found.</summary>
    public BinarySource FoundBy { get; }

    public int MajorVersion { get; }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Whether the server was created, started or found running.</summary>
    public StartKind Start { get; }

    /// <summary>The default data folder; the installation's keys may be stored there even if the database is elsewhere.</summary>
    public static string DefaultDataFolder => CustomerTiering.EmbeddedPostgres.Machine.DefaultDataFolder.Path();

    internal int PostmasterProcessId { get; private set; }

    /// <summary>Starts a server, or takes over a running one, and creates the application's database if needed.</summary>
    /// <exception cref="EmbeddedServerException">Another process uses the folder, PostgreSQL is not found, or it does not start.</exception>
    public static async Task<EmbeddedServer> StartAsync(EmbeddedServerOptions options, CancellationToken ct)
    {
        var layout = new DataLayout(Path.GetFullPath(options.DataFolder ?? DefaultDataFolder));
        var account = await ServerAccount.ForAsync(layout, ct);
        await layout.PrepareAsync(account, ct);
        var held = InstanceLock.Take(layout);
        try
        {
            var created = layout.Major() is null;
            var binaries = await BinaryFinder.FindAsync(
                options.Places, layout.Major(), options.MayDownload, options.FetchedBinaries ?? layout.Binaries, options.Say, ct);
            if (created)
            {
                options.Say($"Creating a new database with PostgreSQL {binaries.Major} in {layout.Root}");
                await NewCluster.MakeAsync(binaries, layout, account, options.Settings.Durable, ct);
            }

            var control = new ServerControl(binaries, layout, account, options.Settings, options.Patience);
            var running = await control.EnsureRunningAsync(options.Port, ct);
            var start = created ? StartKind.Created : running.Reused ? StartKind.Reused : StartKind.Started;
            var server = new EmbeddedServer(held, control, layout, binaries, running, start);
            await server.EnsureDatabaseAsync(ct);
            if (options.Watched)
                server._watch = new ServerWatch(control, running, options.Say);
            return server;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server, rolling back open transactions, and releases the folder. A second call does nothing.</summary>
    public Task StopAsync(CancellationToken ct) => StopAsync(StopMode.Fast, ct);

    /// <summary>As <see cref="StopAsync(CancellationToken)"/>.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    internal async Task StopAsync(StopMode mode, CancellationToken ct)
    {
        if (_stopped)
            return;

        _stopped = true;
        if (_watch is not null)
            await _watch.DisposeAsync();
        await _control.StopAsync(mode, ct);
        _lock.Dispose();
    }

    /// <summary>Restarts the server after a test crashed it.</summary>
    internal async Task StartAgainAsync(CancellationToken ct) => PostmasterProcessId = (await _control.EnsureRunningAsync(Port, ct)).Pid;

    /// <summary>Releases the folder but leaves the server running, so that another process may take it over or share it.</summary>
    internal void LetGoOfFolder() => _lock.Dispose();

    internal NpgsqlConnectionStringBuilder Connection(string database) => _control.Connection(Port, database);

    async Task EnsureDatabaseAsync(CancellationToken ct)
    {
        var maintenance = Connection("postgres");
        maintenance.Pooling = false;
        await using var connection = new NpgsqlConnection(maintenance.ConnectionString);
        await connection.OpenAsync(ct);
        await using var look = new NpgsqlCommand($"SELECT 1 FROM pg_database WHERE datname = '{DatabaseName}'", connection);
        if (await look.ExecuteScalarAsync(ct) is null)
        {
            await using var create = new NpgsqlCommand($"CREATE DATABASE {DatabaseName} TEMPLATE template0", connection);
            await create.ExecuteNonQueryAsync(ct);
        }
    }
}
