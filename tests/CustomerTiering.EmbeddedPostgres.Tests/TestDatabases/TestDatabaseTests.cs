using CustomerTiering.TestDatabases;
using Npgsql;

namespace CustomerTiering.EmbeddedPostgres.Tests.TestDatabases;

public sealed class TestDatabaseTests
{
    [Fact]
    public async Task A_template_is_prepared_once_and_its_copies_do_not_see_each_other()
    {
        var prepared = 0;
        var fingerprint = Guid.NewGuid().ToString();
        async Task PrepareAsync(string owner)
        {
            Interlocked.Increment(ref prepared);
            await Sql.ExecuteAsync(owner, "CREATE TABLE held (code text); INSERT INTO held VALUES ('gold')");
        }

        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TestDatabase.CreateAsync(fingerprint, PrepareAsync)));
        await Sql.ExecuteAsync(databases[0].OwnerConnectionString, "DELETE FROM held");

        Assert.Equal(1, prepared);
        Assert.Equal(0L, await Sql.ScalarAsync(databases[0].OwnerConnectionString, "SELECT count(*) FROM held"));
        Assert.Equal(1L, await Sql.ScalarAsync(databases[1].OwnerConnectionString, "SELECT count(*) FROM held"));
        foreach (var database in databases)
            await database.DisposeAsync();
    }

    [Fact]
    public async Task A_preparation_that_failed_is_done_again()
    {
        var fingerprint = Guid.NewGuid().ToString();
        await Assert.ThrowsAsync<PostgresException>(
            () => TestDatabase.CreateAsync(fingerprint, owner => Sql.ExecuteAsync(owner, "CREATE TABLE half (code text); SELECT 1/0")));

        await using var database = await TestDatabase.CreateAsync(fingerprint, owner => Sql.ExecuteAsync(owner, "CREATE TABLE half (code text)"));

        Assert.Equal(0L, await Sql.ScalarAsync(database.OwnerConnectionString, "SELECT count(*) FROM half"));
    }

    [Fact]
    public async Task A_runtime_connection_acts_as_its_role()
    {
        var role = $"runtime_{Guid.NewGuid():N}";
        await using var database = await TestDatabase.CreateEmptyAsync();
        await Sql.ExecuteAsync(database.OwnerConnectionString, $"CREATE ROLE {role} NOLOGIN");
        try
        {
            Assert.Equal(role, await Sql.ScalarAsync(database.RuntimeConnectionString(role), "SELECT current_user::text"));
        }
        finally
        {
            await Sql.ExecuteAsync(database.OwnerConnectionString, $"DROP ROLE {role}");
        }
    }

    [Fact]
    public async Task A_disposed_database_is_gone_though_a_connection_was_open()
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await using var open = new NpgsqlConnection(database.OwnerConnectionString);
        await open.OpenAsync();

        await database.DisposeAsync();

        var gone = await Assert.ThrowsAsync<PostgresException>(() => Sql.ScalarAsync(database.OwnerConnectionString, "SELECT 1"));
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, gone.SqlState);
    }
}
