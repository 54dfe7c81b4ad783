using CustomerTiering.TestDatabases;

namespace CustomerTiering.EmbeddedPostgres.Tests.TestDatabases;

public sealed class CrashClusterTests
{
    [Fact]
    public async Task What_was_committed_is_there_after_the_server_was_killed_three_times()
    {
        await using var cluster = await CrashCluster.StartAsync();
        await Sql.ExecuteAsync(cluster.OwnerConnectionString, "CREATE TABLE committed (cycle int)");

        for (var cycle = 1; cycle <= 3; cycle++)
        {
            await Sql.ExecuteAsync(cluster.OwnerConnectionString, $"INSERT INTO committed VALUES ({cycle})");
            var killed = cluster.PostmasterProcessId;
            cluster.KillServer();
            await cluster.StartAgainAsync();
            Assert.NotEqual(killed, cluster.PostmasterProcessId);
        }

        Assert.Equal(3L, await Sql.ScalarAsync(cluster.OwnerConnectionString, "SELECT count(*) FROM committed"));
        Assert.Equal("on", await Sql.ScalarAsync(cluster.OwnerConnectionString, "SHOW fsync"));
    }

    [Fact]
    public async Task A_killed_backend_takes_the_others_down_and_the_server_recovers_by_itself()
    {
        await using var cluster = await CrashCluster.StartAsync();
        await using var victim = new Npgsql.NpgsqlConnection(cluster.OwnerConnectionString);
        await victim.OpenAsync();

        CrashCluster.KillBackend(victim.ProcessID);

        await using var query = new Npgsql.NpgsqlCommand("SELECT pg_sleep(60)", victim);
        await Assert.ThrowsAnyAsync<Npgsql.NpgsqlException>(() => query.ExecuteScalarAsync());
        Assert.Equal(1, await Eventually.AnswersAsync(cluster.OwnerConnectionString, "SELECT 1"));
    }
}
