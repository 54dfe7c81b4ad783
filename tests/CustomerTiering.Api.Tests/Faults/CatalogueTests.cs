namespace CustomerTiering.Api.Tests.Faults;

/// <summary>What the database's catalogue says of the whole product's tables (28 to 30), read from it and not from our intentions.</summary>
public sealed class CatalogueTests(RunningApi api) : IClassFixture<RunningApi>
{
    private static readonly string[] Exempt = ["log_head", "run_chunk", "timer_due"];

    [Fact]
    public async Task Every_table_of_every_module_has_forced_row_level_security_but_the_three_named()
    {
        Assert.Equal(Exempt, await UnprotectedAsync());
        Assert.True(await api.OwnerAsync<long>(
            "select count(*) from pg_class where relnamespace = 'public'::regnamespace and relforcerowsecurity") > 10);

        await api.OwnerAsync<object>(
            "create table forgotten (tenant_id uuid); create table unforced (tenant_id uuid); alter table unforced enable row level security");
        Assert.Equal(["forgotten", .. Exempt, "unforced"], await UnprotectedAsync());
        await api.OwnerAsync<object>("drop table forgotten, unforced");
    }

    [Fact]
    public async Task Every_policy_is_of_the_transactions_tenant_and_empty_or_missing_means_nobody() => Assert.Equal(
        ["(tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid) True"],
        await api.RowsAsync("select distinct qual, coalesce(qual = with_check, true) from pg_policies where schemaname = 'public'"));

    [Fact]
    public async Task Every_unique_key_of_a_table_with_a_tenant_begins_with_the_tenant()
    {
        const string Others =
            """
            select c.relname || ' ' || i.indexrelid::regclass from pg_index i join pg_class c on c.oid = i.indrelid
            join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id'
            where c.relnamespace = 'public'::regnamespace and i.indisunique and i.indkey[0] <> t.attnum
            """;
        Assert.Empty(await api.RowsAsync(Others));

        await api.OwnerAsync<object>("create table leaking (tenant_id uuid, id uuid primary key)");
        Assert.Equal(["leaking leaking_pkey"], await api.RowsAsync(Others));
        await api.OwnerAsync<object>("drop table leaking");
    }

    [Fact]
    public async Task Every_view_asks_as_who_asks_it()
    {
        const string Others =
            """
            select relname from pg_class where relnamespace = 'public'::regnamespace and (relkind = 'm'
              or relkind = 'v' and not coalesce(reloptions, '{}') && array['security_invoker=true', 'security_invoker=on'])
            """;
        Assert.Empty(await api.RowsAsync(Others));

        await api.OwnerAsync<object>("create view leaking_view as select * from event");
        Assert.Equal(["leaking_view"], await api.RowsAsync(Others));
        await api.OwnerAsync<object>("drop view leaking_view");
    }

    [Fact]
    public async Task No_function_runs_with_its_owners_rights() => Assert.Empty(
        await api.RowsAsync("select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef"));

    [Fact]
    public async Task The_runtime_role_owns_nothing_is_above_nothing_and_rewrites_no_event()
    {
        Assert.Equal(
            ["False False False False"],
            await api.RowsAsync("select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = 'tiering_runtime'"));
        Assert.Empty(await api.RowsAsync("select relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = 'tiering_runtime'"));
        Assert.Empty(await api.RowsAsync(
            "select table_name, privilege_type from information_schema.role_table_grants where grantee = 'tiering_runtime' and table_name in "
                + "('event', 'stream_closed') and privilege_type not in ('SELECT', 'INSERT')"));
        Assert.Empty(
            await api.RowsAsync("select table_name from information_schema.role_table_grants where grantee = 'PUBLIC' and table_schema = 'public'"));
    }

    private Task<List<string>> UnprotectedAsync() => api.RowsAsync(
        "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' "
        + "where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not (c.relrowsecurity and c.relforcerowsecurity) order "
            + "by c.relname");
}
