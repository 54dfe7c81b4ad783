using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Tests.Sql;

/// <summary>What row-level security leaks, and how, if one is careless: each leak is shown, and that we don't have it.</summary>
public sealed class RowLevelSecurityTests(LogDatabase database) : IClassFixture<LogDatabase>, IAsyncLifetime
{
    private TenantId _ours, _theirs;

    public async Task InitializeAsync()
    {
        (_ours, _theirs) = (await database.TenantAsync(), await database.TenantAsync());
        await using var writer = new LogWriter(database.Runtime, TimeProvider.System);
        foreach (var tenant in new[] { _ours, _theirs }) await writer.AppendAsync(Given.Request(tenant, "purchase/1", 0));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_tenant_sees_its_own_rows_alone()
    {
        TenantStatement[] count = [new("select count(*) filter (where tenant_id = $1), count(*) from event")];
        await using var ours = await TenantTransaction.BeginAsync(database.Source, _ours);

        Assert.Equal([(1L, 1L)], await ours.QueryAsync(count, row => (row.GetInt64(0), row.GetInt64(1))));
        Assert.Equal([(1L, 1L)], await TenantTransaction.QueryAsync(database.Source, _ours, count, row => (row.GetInt64(0), row.GetInt64(1))));
    }

    [Fact]
    public async Task An_owner_is_held_by_forced_security_and_would_pass_without_it()
    {
        var owner = await RoleAsync("nologin");
        await database.OwnerSource.ExecuteAsync($"grant create on schema public to {owner}");
        await database.OwnerSource.ExecuteAsync(
            $"set role {owner}; call tiering_read_model('owned', 'jsonb'); select set_config('app.tenant', '{_ours}', false); "
            + $"insert into owned values ('{_ours}', 1, 'k', '{{}}')");
        await using var source = As(owner);

        Assert.Equal(0, await source.ScalarAsync<long>("select count(*) from owned"));

        await source.ExecuteAsync("alter table owned no force row level security");
        Assert.Equal(1, await source.ScalarAsync<long>("select count(*) from owned"));
        await database.OwnerSource.ExecuteAsync("drop table owned");
        await DropAsync(owner);
    }

    [Fact]
    public async Task A_superuser_and_a_role_with_bypassrls_see_everything_which_is_why_the_server_refuses_them()
    {
        var passing = await RoleAsync("nologin bypassrls");
        await database.OwnerSource.ExecuteAsync($"grant select on event to {passing}");
        await using var source = As(passing);

        Assert.True(await source.ScalarAsync<long>("select count(distinct tenant_id) from event") >= 2);
        Assert.True(await database.OwnerSource.ScalarAsync<long>("select count(distinct tenant_id) from event") >= 2);
        await DropAsync(passing);
    }

    [Fact]
    public async Task Every_view_is_security_invoker_since_another_leaks_all_tenants()
    {
        Assert.Empty(await LeakyViewsAsync());

        await database.OwnerSource.ExecuteAsync("create view leaky as select * from event; grant select on leaky to tiering_runtime");
        await database.OwnerSource.ExecuteAsync(
            "create view tight with (security_invoker = true) as select * from event; grant select on tight to tiering_runtime");
        Assert.True(await database.Source.ScalarAsync<long>("select count(*) from leaky") >= 2);
        Assert.Equal(0, await database.Source.ScalarAsync<long>("select count(*) from tight"));
        Assert.Equal(["leaky"], await LeakyViewsAsync());
        await database.OwnerSource.ExecuteAsync("drop view leaky, tight");
    }

    [Fact]
    public async Task No_unique_key_tells_of_another_tenants_row()
    {
        Assert.Empty(await ProbedKeysAsync());

        // The control: a key without the tenant first answers a guess with 'duplicate key'.
        await database.OwnerSource.ExecuteAsync("create table guessed (tenant_id uuid not null, name text unique); call tiering_isolate('guessed')");
        await database.OwnerSource.ExecuteAsync("grant select, insert on guessed to tiering_runtime");
        await database.OwnerSource.ExecuteAsync("insert into guessed values ($1, 'secret')", _theirs.Value);
        await using (var ours = await TenantTransaction.BeginAsync(database.Source, _ours))
        {
            var guess = await Assert.ThrowsAsync<PostgresException>(() => ours.ExecuteAsync([new("insert into guessed values ($1, 'secret')")]));
            Assert.Equal(PostgresErrorCodes.UniqueViolation, guess.SqlState);
        }
        Assert.Equal(["guessed_name_key"], await ProbedKeysAsync());
        await database.OwnerSource.ExecuteAsync("drop table guessed");
    }

    [Fact]
    public async Task The_same_stream_and_event_id_of_another_tenant_are_no_obstacle()
    {
        var id = Guid.NewGuid();
        await using var writer = new LogWriter(database.Runtime, TimeProvider.System);

        Assert.IsType<AppendOutcome.Appended>(await writer.AppendAsync(Given.Request(_theirs, "tier/1", 0, Given.Event(id, "theirs"))));
        Assert.IsType<AppendOutcome.Appended>(await writer.AppendAsync(Given.Request(_ours, "tier/1", 0, Given.Event(id, "ours"))));
    }

    [Fact]
    public async Task A_row_of_another_tenant_can_not_be_written()
    {
        await using var ours = await TenantTransaction.BeginAsync(database.Source, _ours);
        TenantStatement close = new("insert into stream_closed (tenant_id, stream) select $2, 'purchase/1' where $1 <> $2", _theirs.Value);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => ours.ExecuteAsync([close]));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task A_setting_of_the_session_leaks_to_who_has_it_next_and_ours_does_not()
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await RunAsync(connection, "begin", $"select set_config('app.tenant', '{_ours}', true)", "commit");
        Assert.Equal(0L, await CountAsync(connection));

        // The control, on a connection that is not reset between one and the next, as a pooler's in front of the server.
        await RunAsync(connection, "begin", $"select set_config('app.tenant', '{_ours}', false)", "commit");
        Assert.Equal(1L, await CountAsync(connection));
    }

    [Fact]
    public async Task A_pooled_connection_takes_no_tenant_along()
    {
        await using var source = LogSource.Create(new NpgsqlConnectionStringBuilder(database.Runtime) { MaxPoolSize = 1 }.ConnectionString);
        await using (var ours = await TenantTransaction.BeginAsync(source, _ours))
        {
            Assert.Single(await ours.QueryAsync([new("select position from event where tenant_id = $1")], row => row.GetInt64(0)));
            await ours.CommitAsync();
        }
        Assert.NotEmpty(await new EventLog.Read.LogReader(source).AllAsync(_ours));

        Assert.Equal(0, await source.ScalarAsync<long>("select count(*) from event"));
    }

    [Fact]
    public async Task Without_a_tenant_or_with_the_empty_text_that_a_local_setting_leaves_there_are_no_rows()
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        Assert.Equal(0L, await CountAsync(connection));

        await RunAsync(connection, "begin", $"select set_config('app.tenant', '{_ours}', true)", "commit");
        await using var left = new NpgsqlCommand("select current_setting('app.tenant', true)", connection);
        Assert.Equal("", await left.ExecuteScalarAsync()); // which is no uuid: without nullif every query would fail from here on
        Assert.Equal(0L, await CountAsync(connection));
    }

    [Fact]
    public async Task A_tenant_that_is_no_uuid_fails_closed()
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await RunAsync(connection, "begin", "select set_config('app.tenant', 'x'' or true --', true)");

        Assert.Equal(
            PostgresErrorCodes.InvalidTextRepresentation, (await Assert.ThrowsAsync<PostgresException>(() => CountAsync(connection))).SqlState);
    }

    private Task<List<string>> LeakyViewsAsync() => database.OwnerSource.ColumnAsync(
"select relname::text from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace "
+ "and not coalesce(reloptions @> '{security_invoker=true}', false) order by 1");

    private Task<List<string>> ProbedKeysAsync() => database.OwnerSource.ColumnAsync(
        "select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid "
        + "join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id' where i.indisunique and c.relnamespace = 'public'::regnamespace "
            + "and i.indkey[0] <> t.attnum order by 1");

    private async Task<string> RoleAsync(string options)
    {
        var role = $"r_{Guid.NewGuid():N}";
        await database.OwnerSource.ExecuteAsync($"create role {role} {options}");
        return role;
    }

    private async Task DropAsync(string role)
    {
        await database.OwnerSource.ExecuteAsync($"drop owned by {role}");
        await database.OwnerSource.ExecuteAsync($"drop role {role}");
    }

    private NpgsqlDataSource As(string role) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.Owner) { Options = $"-c role={role}" }.ConnectionString);

    private static async Task RunAsync(NpgsqlConnection connection, params string[] statements)
    {
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    private async Task<long> CountAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("select count(*) from event", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
