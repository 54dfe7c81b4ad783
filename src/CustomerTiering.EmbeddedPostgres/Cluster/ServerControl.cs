using CustomerTiering.EmbeddedPostgres.Binaries;
using CustomerTiering.EmbeddedPostgres.Machine;
using Npgsql;

namespace CustomerTiering.EmbeddedPostgres.Cluster;

/// <summary>Starts and stops the server of one data folder. The server outlives this process; only <see cref="StopAsync"/> stops it.</summary>
internal sealed class ServerControl(PostgresBinaries binaries, DataLayout layout, ServerAccount account, ServerSettings settings, TimeSpan patience)
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    readonly string _password = File.ReadAllText(layout.Password).Trim();

    /// <summary>
    /// The running server, or a newly started one. After a kill -9, the id in <c>postmaster.pid</c> may belong to a zombie, and child processes may
    /// still
    /// hold the shared memory. Both are transient, so the start is retried until the timeout. A running server keeps its port; a new one takes
    /// <paramref name="port"/>, or any free one.
    /// </summary>
    public async Task<RunningServer> EnsureRunningAsync(int? port, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(patience);
        var problem = "it did not answer";
        try
        {
            while (true)
            {
                var known = PostmasterPid.Read(layout.Data);
                if (known is null || !known.ProcessExists() || DeletedAsStale(known))
                {
                    var failure = await TryStartAsync(port ?? FreePort.Find(), deadline.Token);
                    if (failure is null && PostmasterPid.Read(layout.Data) is { } started)
                        return new RunningServer(started.Pid, started.Port, Reused: false);
                    if (failure is { Passing: false })
                        throw new EmbeddedServerException($"PostgreSQL in '{layout.ServerFolder}' does not start: {failure.Reason}");
                    problem = failure?.Reason ?? problem;
                }
                else if (known.Ready && await AnswersAsync(known.Port, deadline.Token))
                {
                    return new RunningServer(known.Pid, known.Port, Reused: true);
                }

                await Task.Delay(Pause, deadline.Token);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new EmbeddedServerException(
                $"PostgreSQL in '{layout.ServerFolder}' is not ready after {patience.TotalSeconds:0} s: {problem}. Its log: {layout.Log}");
        }
    }

    /// <summary>Stops the server after rolling back its transactions and writing its data; does nothing if none is running.</summary>
    public async Task StopAsync(StopMode mode, CancellationToken ct)
    {
        if (PostmasterPid.Read(layout.Data) is not { } running || !running.ProcessExists())
            return;

        List<string> arguments = ["stop", "-D", layout.Data, "-m", mode.ToString().ToLowerInvariant(), "-t", $"{patience.TotalSeconds:0}"];
        var result = await Tool.RunAsync(binaries.PgCtl, arguments, ct, account.UserName, layout.ServerFolder);
        if (!result.Succeeded && running.ProcessExists() && PostmasterPid.Read(layout.Data) is not null)
            throw new EmbeddedServerException($"PostgreSQL in '{layout.ServerFolder}' does not stop: {result.Output}");
    }

    public NpgsqlConnectionStringBuilder Connection(int port, string database) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Username = NewCluster.Superuser,
        Password = _password,
        Database = database,
    };

    /// <summary>Null if the server is ready.</summary>
    async Task<StartFailure?> TryStartAsync(int port, CancellationToken ct)
    {
        await WriteSettingsAsync(settings, ct);
        if (settings.Compresses && await TakesLz4Async(ct))
            await WriteSettingsAsync(settings.WithLz4(), ct);
        ServerLog.KeepSmall(layout.Log);
        var log = ServerLog.End(layout.Log);
        List<string> arguments = ["start", "-D", layout.Data, "-l", layout.Log, "-w", "-t", $"{patience.TotalSeconds:0}", "-o", $"-p {port}"];
        var result = await Tool.RunAsync(binaries.PgCtl, arguments, ct, account.UserName, layout.ServerFolder);
        return result.Succeeded ? null : StartFailure.From(ServerLog.Since(layout.Log, log), result.Output);
    }

    Task WriteSettingsAsync(ServerSettings written, CancellationToken ct) =>
        File.WriteAllTextAsync(Path.Combine(layout.Data, ServerSettings.FileName), written.ToString(), ct);

    /// <summary>Whether PostgreSQL was built with lz4; otherwise it would not start with that setting.</summary>
    async Task<bool> TakesLz4Async(CancellationToken ct)
    {
        List<string> arguments = ["-C", ServerSettings.Compression, "-D", layout.Data, "-c", $"{ServerSettings.Compression}={ServerSettings.Lz4}"];
        return (await Tool.RunAsync(binaries.Postgres, arguments, ct, account.UserName, layout.ServerFolder)).Succeeded;
    }

    /// <summary>Whether the server at the port is that of this folder.</summary>
    async Task<bool> AnswersAsync(int port, CancellationToken ct)
    {
        var connection = Connection(port, "postgres");
        connection.Pooling = false;
        connection.Timeout = 5;
        try
        {
            await using var server = new NpgsqlConnection(connection.ConnectionString);
            await server.OpenAsync(ct);
            await using var command = new NpgsqlCommand("SHOW data_directory", server);
            return Path.GetFullPath((string)(await command.ExecuteScalarAsync(ct))!) == Path.GetFullPath(layout.Data);
        }
        catch (NpgsqlException)
        {
            return false; // Starting, stopping, or dead: the caller retries.
        }
    }

    /// <summary>
    /// PostgreSQL does not start while a process of its user has the id in <c>postmaster.pid</c>; after a container restart, an unrelated process
    /// often has. If no process works in the data folder, the file is stale.
    /// </summary>
    bool DeletedAsStale(PostmasterPid known)
    {
        if (!ProcessesOfFolder.CanTell || ProcessesOfFolder.Of(layout.Data).Count > 0 || PostmasterPid.Read(layout.Data) != known)
            return false;

        File.Delete(PostmasterPid.FileIn(layout.Data));
        return true;
    }
}
