using CustomerTiering.EventLog.Sql;
using CustomerTiering.TestDatabases;
using Npgsql;

namespace CustomerTiering.EventLog.Tests.Sql;

public sealed class MigrationTests : IAsyncLifetime
{
    private static readonly MigrationSet Views = new("views",
    [
        new("0001-list",
            "call tiering_read_model('customer_list', 'jsonb'); alter table customer_list add column name text generated always as (view ->> "
                + "'name') stored"),
        new("0002-facts", "call tiering_read_model('customer_facts', 'bytea')"),
    ]);

    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateEmptyAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task The_log_comes_first_then_the_others_and_nothing_is_applied_twice()
    {
        var first = await ApplyAsync(Views);
        var again = await ApplyAsync(Views);

        Assert.Equal([.. MigrationSet.Log.Scripts.Select(script => $"log/{script.Name}"), "views/0001-list", "views/0002-facts"], first);
        Assert.Empty(again);
    }

    [Fact]
    public async Task A_set_that_has_grown_is_applied_from_where_it_was()
    {
        await ApplyAsync(Views with { Scripts = [Views.Scripts[0]] });

        Assert.Equal(["views/0002-facts"], await ApplyAsync(Views));
    }

    [Fact]
    public async Task A_changed_history_is_refused_and_nothing_is_applied()
    {
        await ApplyAsync(Views with { Scripts = [Views.Scripts[0]] });
        var changed = Views with { Scripts = [Views.Scripts[0] with { Text = "select 1" }, Views.Scripts[1]] };

        var refused = await Assert.ThrowsAsync<MigrationRefusedException>(() => ApplyAsync(changed));

        Assert.Contains("views/0001-list", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["views/0002-facts"], await ApplyAsync(Views));
    }

    [Fact]
    public async Task A_database_that_is_newer_than_the_program_is_refused()
    {
        await ApplyAsync(Views);

        await Assert.ThrowsAsync<MigrationRefusedException>(() => ApplyAsync(Views with { Scripts = [Views.Scripts[0]] }));
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_behind()
    {
        await Assert.ThrowsAsync<PostgresException>(
            () => ApplyAsync(Views with { Scripts = [Views.Scripts[0], new("0002-broken", "create table half (id int); select 1 / 0")] }));

        Assert.Equal(MigrationSet.Log.Scripts.Count + 2, (await ApplyAsync(Views)).Count);
    }

    [Fact]
    public async Task Two_that_migrate_at_once_apply_everything_once()
    {
        var both = await Task.WhenAll(ApplyAsync(Views), ApplyAsync(Views));

        Assert.Equal(MigrationSet.Log.Scripts.Count + 2, both.Sum(applied => applied.Count));
    }

    [Fact]
    public async Task A_read_model_is_forced_under_row_level_security_and_the_runtime_role_may_write_it()
    {
        await ApplyAsync(Views);
        var tenant = new TenantId(Guid.NewGuid());
        await using var source = NpgsqlDataSource.Create(_database.RuntimeConnectionString("tiering_runtime"));
        await new Tenants(source).AddAsync(tenant, "A company", Given.Noon);
        await using (var transaction = await TenantTransaction.BeginAsync(source, tenant))
        {
            await transaction.ExecuteAsync([new("insert into customer_list values ($1, 1, 'k', '{\"name\":\"n\"}')")]);
            await using var name = new NpgsqlCommand("select name from customer_list", transaction.Connection);
            Assert.Equal("n", await name.ExecuteScalarAsync());
            await transaction.CommitAsync();
        }
        Assert.Equal(0, await source.ScalarAsync<long>("select count(*) from customer_list"));
    }

    [Fact]
    public void Numbers_without_a_gap_are_asked_of_embedded_files()
    {
        Assert.Equal("0001-log", MigrationSet.Log.Scripts[0].Name);
        Assert.Throws<ArgumentException>(
            () => MigrationSet.FromResources("log", typeof(MigrationSet).Assembly, "CustomerTiering.EventLog.Sql.read."));
        Assert.Throws<ArgumentException>(() => MigrationSet.FromResources("log", typeof(MigrationSet).Assembly, "CustomerTiering.Nowhere."));
    }

    private Task<IReadOnlyList<string>> ApplyAsync(MigrationSet set) => Migrations.ApplyAsync(_database.OwnerConnectionString, [set]);
}
