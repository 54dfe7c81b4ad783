using CustomerTiering.EmbeddedPostgres.Cluster;
using CustomerTiering.EmbeddedPostgres.Machine;
using CustomerTiering.TestDatabases;

namespace CustomerTiering.EmbeddedPostgres.Tests.TestDatabases;

/// <summary>On a folder of their own, not the one that this very process is a member of.</summary>
public sealed class TestClusterTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    string Cluster => _folder.At("cluster");

    string Data => new DataLayout(Cluster).Data;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Processes_that_come_together_share_one_server_and_the_last_one_out_ends_it()
    {
        var together = await Task.WhenAll(Join(), Join(), Join());
        using var first = together[0];
        using var second = together[1];
        using var third = together[2];
        Assert.Single(together.Select(process => process.PostmasterProcessId).Distinct());

        await first.EndAsync();
        await second.EndAsync();
        Assert.Equal(third.PostmasterProcessId, PostmasterPid.Read(Data)?.Pid);

        await third.EndAsync();
        Assert.False(Directory.Exists(Cluster));
    }

    [Fact]
    public async Task A_killed_member_keeps_nobody_in_and_its_databases_are_dropped_by_the_next()
    {
        using var killed = await OtherProcess.StartAsync("leave-databases", _folder.Path);
        await killed.KillAsync();

        var next = await TestCluster.JoinAsync(_folder.Path);
        try
        {
            Assert.Equal(killed.PostmasterProcessId, next.Server.PostmasterProcessId);
            await using var connection = await next.OpenAsync();
            await using var count = new Npgsql.NpgsqlCommand("SELECT count(*) FROM pg_database WHERE datname = 'test_left_behind'", connection);
            Assert.Equal(0L, await count.ExecuteScalarAsync());
        }
        finally
        {
            next.Leave();
        }

        Assert.False(Directory.Exists(Cluster));
    }

    [Fact]
    public async Task Data_of_a_cluster_that_no_longer_runs_is_thrown_away()
    {
        using var killed = await OtherProcess.StartAsync("leave-databases", _folder.Path);
        await killed.KillAsync();
        Signal.EndAtOnce(killed.PostmasterProcessId);
        await Eventually.TrueAsync(() => PostmasterPid.Read(Data) is null);

        using var next = await OtherProcess.StartAsync("join", _folder.Path);

        Assert.NotEqual(killed.PostmasterProcessId, next.PostmasterProcessId);
        await next.EndAsync();
    }

    Task<OtherProcess> Join() => OtherProcess.StartAsync("join", _folder.Path);
}
