using System.Diagnostics;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.TestDatabases;
using Npgsql;

namespace CustomerTiering.EventLog.Tests.Crashes;

/// <summary>What is killed.</summary>
internal enum Victim
{
    Application,
    Backend,
    Server,
}

/// <summary>What came of a crash loop.</summary>
internal sealed record CrashReport(
    IReadOnlyDictionary<Victim, int> Kills, int Acknowledged, int Events, IReadOnlyList<string> Found, IReadOnlyList<double> Restarts, TimeSpan Took);

/// <summary>Writers under load, something killed at a random moment, a check, and again; on a durable server of its own.</summary>
internal sealed class CrashLoop(int seed, TextWriter progress)
{
    internal bool AcknowledgesEarly { get; init; }

    internal IReadOnlyList<Victim> Victims { get; init; } = [Victim.Application, Victim.Backend, Victim.Server];

    internal async Task<CrashReport> RunAsync(int cycles)
    {
        var (random, watch) = (new Random(seed), Stopwatch.StartNew());
        await using var cluster = await CrashCluster.StartAsync();
        await Migrations.ApplyAsync(cluster.OwnerConnectionString);
        await ExecuteAsync(cluster, "call tiering_read_model('spending', 'jsonb'); call tiering_read_model('diary', 'bytea')");
        var runtime = cluster.RuntimeConnectionString("tiering_runtime");
        await using var source = NpgsqlDataSource.Create(runtime);
        var tenant = new TenantId(Guid.NewGuid());
        await new Tenants(source).AddAsync(tenant, "A company", DateTimeOffset.UtcNow);
        var (check, kills, restarts, found) = (new CrashCheck(source, tenant), new Dictionary<Victim, int>(), new List<double>(), new List<string>());
        var writers = new WriterProcess(runtime, tenant, AcknowledgesEarly);
        writers.Start();
        await ProgressAsync(source, tenant, 1);
        for (var cycle = 0; cycle < cycles && found.Count == 0; cycle++)
        {
            var victim = Victims[random.Next(Victims.Count)];
            await Task.Delay(random.Next(50, 900));
            kills[victim] = kills.GetValueOrDefault(victim) + 1;
            var down = Stopwatch.StartNew();
            await KillAsync(victim, cluster, writers, random);
            var acknowledged = writers.Acknowledged.Keys;
            found = await AnsweringAsync(() => check.FindAsync([.. acknowledged]));
            await ProgressAsync(source, tenant, check.Events + 1);
            restarts.Add(down.Elapsed.TotalSeconds);
            await progress.WriteLineAsync(
                $"{cycle + 1,4}  {victim,-11}  {acknowledged.Count,9:N0} acknowledged  {check.Events,9:N0} events  {found.Count} found");
        }
        await writers.StopAsync();
        found.AddRange(await new CrashCheck(source, tenant).FindAsync([.. writers.Acknowledged.Keys]));
        return new(kills, writers.Acknowledged.Count, check.Events, found, restarts, watch.Elapsed);
    }

    private static async Task KillAsync(Victim victim, CrashCluster cluster, WriterProcess writers, Random random)
    {
        switch (victim)
        {
            case Victim.Application:
                await writers.KillAsync();
                writers.Start();
                break;
            case Victim.Backend:
                CrashCluster.KillBackend(await BackendAsync(cluster, random));
                break;
            case Victim.Server:
                cluster.KillServer();
                await cluster.StartAgainAsync();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(victim), victim, null);
        }
    }

    private static async Task<int> BackendAsync(CrashCluster cluster, Random random)
    {
        await using var connection = new NpgsqlConnection(cluster.OwnerConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var backends = new NpgsqlCommand(
            "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by pid", connection);
        var pids = new List<int>();
        await using var reader = await backends.ExecuteReaderAsync();
        while (await reader.ReadAsync()) pids.Add(reader.GetInt32(0));
        return pids[random.Next(pids.Count)];
    }

    /// <summary>Waits until the writers get on again.</summary>
    private static Task<bool> ProgressAsync(NpgsqlDataSource source, TenantId tenant, long position) => AnsweringAsync(async () =>
    {
        while (await LogHeads.OfAsync(source, tenant, default) < position) await Task.Delay(10);
        return true;
    });

    /// <summary>Asks again while the server recovers, for a minute.</summary>
    private static async Task<T> AnsweringAsync<T>(Func<Task<T>> ask)
    {
        for (var patience = Stopwatch.StartNew(); ;)
        {
            try
            {
                return await ask().WaitAsync(TimeSpan.FromMinutes(1));
            }
            catch (NpgsqlException) when (patience.Elapsed < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(20);
            }
        }
    }

    private static async Task ExecuteAsync(CrashCluster cluster, string sql)
    {
        await using var connection = new NpgsqlConnection(cluster.OwnerConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
