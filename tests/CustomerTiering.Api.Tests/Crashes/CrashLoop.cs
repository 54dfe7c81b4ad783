using System.Diagnostics;
using CustomerTiering.TestDatabases;

namespace CustomerTiering.Api.Tests.Crashes;

/// <summary>What is killed.</summary>
internal enum Victim
{
    Host,
    Backend,
    Server,
}

/// <summary>What came of a crash loop.</summary>
internal sealed record CrashReport(
    IReadOnlyDictionary<Victim, int> Kills, CrashWriters Writers, LogWatch Log, IReadOnlyList<string> Found, IReadOnlyList<double> Restarts,
    TimeSpan Took);

/// <summary>
/// Writers under load, something killed at a random moment, a check, and again; from time to time, and at the end, all that followed is checked.
/// </summary>
internal sealed class CrashLoop(int seed, TextWriter progress)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<Victim, int> _kills = [];
    private readonly List<double> _restarts = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>What is killed, in turns of a random order.</summary>
    internal IReadOnlyList<Victim> Victims { get; init; } = [Victim.Host, Victim.Backend, Victim.Server];

    internal int Families { get; init; } = 20;

    /// <summary>After how many kills the writers stop and everything is looked at.</summary>
    internal int RestEvery { get; init; } = 10;

    /// <summary>
    /// Whether assessments are asked for among the writers: what was claimed of one by a server that was killed is free again after two minutes only.
    /// </summary>
    internal bool Assesses { get; init; } = true;

    /// <summary>
    /// The control: whatever follows the log takes what was recorded in the last second before a kill of the server for done, and has not seen it.
    /// </summary>
    internal bool FollowersForget { get; init; }

    internal async Task<CrashReport> RunAsync(int cycles)
    {
        var ladders = new CrashLadders(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        await using var company = await CrashCompany.StartAsync(ladders);
        Family[] families = [.. Enumerable.Range(0, Families).Select(n => new Family(n, ladders))];
        var writers = new CrashWriters(company, families, ladders, seed) { Assesses = Assesses };
        await writers.BeginAsync();
        var check = new CrashCheck(company, writers, families, ladders);
        var found = new List<string>();
        writers.Start();
        for (var cycle = 1; cycle <= cycles && found.Count == 0; cycle++)
        {
            var victim = await CrashAsync(company, writers);
            found = await CrashCompany.AnsweringAsync(check.WhileWritingAsync);
            if (found.Count == 0 && (cycle % RestEvery == 0 || cycle == cycles)) found = await RestAsync(writers, check, isLast: cycle == cycles);
            await progress.WriteLineAsync(
                $"{cycle,4}  {victim,-7}  {writers.Acknowledged,6:N0} acknowledged  {check.Log.Position,7:N0} events  {check.Log.Decisions,6:N0} "
                    + $"decisions  {found.Count} found  {_watch.Elapsed.TotalSeconds,5:N0} s");
        }
        await writers.AbandonAsync();
        return new(_kills, writers, check.Log, found, _restarts, _watch.Elapsed);
    }

    private async Task<Victim> CrashAsync(CrashCompany company, CrashWriters writers)
    {
        await Task.Delay(_random.Next(100, 1500));
        var victim = Victims[_random.Next(Victims.Count)];
        _kills[victim] = _kills.GetValueOrDefault(victim) + 1;
        var down = Stopwatch.StartNew();
        await KillAsync(victim, company);
        for (var before = writers.Acknowledged; writers.Acknowledged == before;) await Task.Delay(10);
        _restarts.Add(down.Elapsed.TotalSeconds);
        return victim;
    }

    private async Task KillAsync(Victim victim, CrashCompany company)
    {
        switch (victim)
        {
            case Victim.Host:
                await KillHostAsync(company);
                break;
            case Victim.Backend:
                CrashCluster.KillBackend(await BackendAsync(company));
                break;
            case Victim.Server:
                company.Cluster.KillServer();
                await company.Cluster.StartAgainAsync();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(victim), victim, null);
        }
    }

    private async Task KillHostAsync(CrashCompany company)
    {
        if (FollowersForget) await company.RowsAsync("update follower set stopped_at = position, reason = 'control'");
        if (FollowersForget) await Task.Delay(TimeSpan.FromSeconds(1));
        await company.Host.KillAsync();
        if (FollowersForget)
            await company.RowsAsync(
                "update follower f set position = h.position, stopped_at = null, reason = null from log_head h where h.tenant_id = f.tenant_id");
        await company.Host.StartAsync();
    }

    private async Task<int> BackendAsync(CrashCompany company)
    {
        // The crash before may not be over.
        var backends = await CrashCompany.AnsweringAsync(() =>
            company.RowsAsync("select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by pid"));
        return int.Parse(backends[_random.Next(backends.Count)], null);
    }

    private static async Task<List<string>> RestAsync(CrashWriters writers, CrashCheck check, bool isLast)
    {
        await writers.StopAsync();
        // The last time the whole log is read again from the beginning.
        var found = await CrashCompany.AnsweringAsync(() => check.AtRestAsync(afresh: isLast));
        if (found.Count == 0) found = await check.AgainAsync();
        if (!isLast) writers.Start();
        return found;
    }
}
