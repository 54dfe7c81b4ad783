using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Tests.Sql;

/// <summary>What the catalog of the database must say about tables, policies and the runtime role.</summary>
public sealed class RuntimeRoleTests(LogDatabase database) : IClassFixture<LogDatabase>
{
    private static readonly string[] Exempt = ["log_head", "run_chunk", "timer_due"];

    [Fact]
    public async Task Every_table_with_a_tenant_has_forced_row_level_security_but_the_three_named()
    {
        Assert.Equal(Exempt, await UnprotectedAsync());

        // The control: a table that someone forgot, and one whose owner would not be held.
        await database.OwnerSource.ExecuteAsync("create table forgotten (tenant_id uuid, key text)");
        await database.OwnerSource.ExecuteAsync("create table unforced (tenant_id uuid, key text); alter table unforced enable row level security");
        Assert.Equal(["forgotten", .. Exempt, "unforced"], await UnprotectedAsync());
        await database.OwnerSource.ExecuteAsync("drop table forgotten, unforced");
    }

    [Fact]
    public async Task Every_policy_admits_the_tenant_of_the_transaction_and_no_other()
    {
        Assert.Equal(
            ["((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)"],
            (await database.OwnerSource.ColumnAsync(
                "select distinct '(' || qual || case when qual = with_check then '' else ' differs' end from pg_policies")).Distinct());
    }

    [Fact]
    public async Task The_runtime_role_owns_nothing_and_is_above_nothing()
    {
        Assert.Equal(0, await database.OwnerSource.ScalarAsync<long>(
            "select count(*) from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = 'tiering_runtime'"));
        Assert.Equal(
            "false,false,false,false,false",
            await database.OwnerSource.ScalarAsync<string>(
                "select concat_ws(',', rolsuper::text, rolbypassrls::text, rolcreaterole::text, rolcreatedb::text, rolcanlogin::text) from "
                    + "pg_roles where rolname = 'tiering_runtime'"));
    }

    [Theory]
    [InlineData("update event set leaf = ''"), InlineData("delete from event"), InlineData("truncate event"), InlineData("delete from log_head"),
        InlineData("alter table event disable row level security"), InlineData("delete from stream_closed"),
        InlineData("update idempotency set outcome = ''"), InlineData("set session_replication_role = replica")]
    public async Task The_runtime_role_can_not_change_what_was_recorded(string statement)
    {
        await using var ours = await TenantTransaction.BeginAsync(database.Source, await database.TenantAsync());
        await ours.ExecuteAsync([new("select $1")]);
        await using var command = new NpgsqlCommand(statement, ours.Connection);

        Assert.Equal(
            PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
    }

    private Task<List<string>> UnprotectedAsync() => database.OwnerSource.ColumnAsync(
        "select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' "
        + "where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not (c.relrowsecurity and c.relforcerowsecurity) order "
            + "by c.relname");
}
