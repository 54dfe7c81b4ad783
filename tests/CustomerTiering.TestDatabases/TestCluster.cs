using CustomerTiering.EmbeddedPostgres;
using CustomerTiering.EmbeddedPostgres.Cluster;
using CustomerTiering.EmbeddedPostgres.Machine;
using Npgsql;

namespace CustomerTiering.TestDatabases;

/// <summary>
/// One throw-away server a machine, without fsync, that every test process joins and the last one out ends. Each member shares a file lock, which
/// the operating system takes back from a killed one; whoever joins or leaves passes a gate, one at a time.
/// </summary>
sealed class TestCluster
{
    public const string DatabasePrefix = "test_";

    static readonly Lazy<Task<TestCluster>> Joined = new(() => JoinAsync(TestFolders.Shared));

    readonly string _folder;
    readonly EmbeddedServer _server;
    readonly FileStream _membership;
    int _left;

    TestCluster(string folder, EmbeddedServer server, FileStream membership) => (_folder, _server, _membership) = (folder, server, membership);

    /// <summary>This process's membership, which ends with the process.</summary>
    public static Task<TestCluster> JoinedAsync() => Joined.Value;

    internal EmbeddedServer Server => _server;

    internal static async Task<TestCluster> JoinAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        using var gate = await Gate.EnterAsync(GateFile(folder));
        var alone = IsAlone(folder);
        if (alone)
            DeleteUnlessRunning(ClusterFolder(folder));

        var server = await EmbeddedServer.StartAsync(Options(folder), CancellationToken.None);
        server.LetGoOfFolder();
        var membership = FileLock.TryShared(MembersFile(folder))
            ?? throw new InvalidOperationException($"'{MembersFile(folder)}' is locked by a stranger.");
        var cluster = new TestCluster(folder, server, membership);
        if (alone && server.Start == StartKind.Reused)
            await cluster.DropLeftoversAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Leave();
        return cluster;
    }

    public NpgsqlConnectionStringBuilder Connection(string database)
    {
        var connection = _server.Connection(database);
        connection.IncludeErrorDetail = true;
        return connection;
    }

    public async Task<NpgsqlConnection> OpenAsync()
    {
        var maintenance = Connection("postgres");
        maintenance.Pooling = false;
        var connection = new NpgsqlConnection(maintenance.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// The last one out ends the server at once and throws its data away. The test runner kills an ending process after 100 ms, so it is done by a
    /// signal; what is left undone, the next one in does.
    /// </summary>
    internal void Leave()
    {
        if (Interlocked.Exchange(ref _left, 1) == 1)
            return;

        using var gate = Gate.EnterAsync(GateFile(_folder)).GetAwaiter().GetResult();
        _membership.Dispose();
        if (!IsAlone(_folder))
            return;

        var data = new DataLayout(ClusterFolder(_folder)).Data;
        Signal.EndAtOnce(_server.PostmasterProcessId);
        SpinWait.SpinUntil(() => PostmasterPid.Read(data) is null, TimeSpan.FromSeconds(5));
        Directory.Delete(ClusterFolder(_folder), recursive: true);
    }

    /// <summary>Databases of a run that was killed.</summary>
    async Task DropLeftoversAsync()
    {
        await using var connection = await OpenAsync();
        await using var list =
            new NpgsqlCommand($@"SELECT datname FROM pg_database WHERE datname LIKE '{DatabasePrefix.Replace("_", @"\_")}%'", connection);
        List<string> names = [];
        await using (var reader = await list.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                names.Add(reader.GetString(0));
        }

        foreach (var name in names)
            await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    /// <summary>Without fsync, data that was not left by a running server may be torn: a new one takes a second.</summary>
    static void DeleteUnlessRunning(string cluster)
    {
        var running = PostmasterPid.Read(new DataLayout(cluster).Data) is { } known && known.ProcessExists();
        if (!running && Directory.Exists(cluster))
            Directory.Delete(cluster, recursive: true);
    }

    static bool IsAlone(string folder)
    {
        using var all = FileLock.TryExclusive(MembersFile(folder));
        return all is not null;
    }

    static EmbeddedServerOptions Options(string folder) => new()
    {
        DataFolder = ClusterFolder(folder),
        MayDownload = true,
        FetchedBinaries = TestFolders.Binaries,
        Settings = ServerSettings.ThrowAway,
        Watched = false,
    };

    static string ClusterFolder(string folder) => Path.Combine(folder, "cluster");

    static string GateFile(string folder) => Path.Combine(folder, "gate.lock");

    static string MembersFile(string folder) => Path.Combine(folder, "members.lock");
}
