using System.Diagnostics;
using CustomerTiering.EmbeddedPostgres.Cluster;
using CustomerTiering.EmbeddedPostgres.Machine;

namespace CustomerTiering.EmbeddedPostgres.Tests;

public sealed class EmbeddedServerTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    DataLayout Layout => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_first_start_makes_the_data_and_the_next_one_finds_it()
    {
        await using (var first = await StartAsync())
        {
            Assert.Equal(StartKind.Created, first.Start);
            await Sql.ExecuteAsync(first.OwnerConnectionString, "CREATE TABLE kept AS SELECT 'gold' AS tier");
        }

        await using var second = await StartAsync();

        Assert.Equal(StartKind.Started, second.Start);
        Assert.Equal("gold", await Sql.ScalarAsync(second.OwnerConnectionString, "SELECT tier FROM kept"));
    }

    [Fact]
    public async Task A_server_for_keeps_is_durable_and_loopback_only()
    {
        await using var server = await StartAsync();

        Assert.Equal(
            "checkpoint_timeout=900 data_checksums=on fsync=on full_page_writes=on listen_addresses=127.0.0.1 max_wal_size=8192 "
                + "synchronous_commit=on unix_socket_directories=",
            await Sql.ScalarAsync(server.OwnerConnectionString, """
                SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit',
                    'data_checksums', 'listen_addresses', 'unix_socket_directories', 'max_wal_size', 'checkpoint_timeout')
                """));
    }

    [Fact]
    public async Task Pages_in_the_servers_log_are_compressed_by_lz4_where_the_server_was_built_with_it()
    {
        await using var server = await StartAsync();

        Assert.Equal("True", $"{await Sql.ScalarAsync(server.OwnerConnectionString, """
            SELECT setting = CASE WHEN 'lz4' = ANY(enumvals) THEN 'lz4' ELSE 'pglz' END FROM pg_settings WHERE name = 'wal_compression'
            """)}");
    }

    [Fact]
    public async Task Nobody_gets_in_without_the_password()
    {
        await using var server = await StartAsync();
        var wrong = new Npgsql.NpgsqlConnectionStringBuilder(server.OwnerConnectionString) { Password = "guessed" }.ConnectionString;

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Sql.ScalarAsync(wrong, "SELECT 1"));

        Assert.Equal(Npgsql.PostgresErrorCodes.InvalidPassword, refused.SqlState);
        Assert.Equal("scram-sha-256", await Sql.ScalarAsync(
            server.OwnerConnectionString, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"));
    }

    [UnixFact]
    public async Task The_password_is_readable_by_its_owner_alone()
    {
        await using var server = await StartAsync();

#pragma warning disable CA1416 // A test of Unix.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Layout.Password));
#pragma warning restore CA1416
        Assert.Contains($"Password={File.ReadAllText(Layout.Password).Trim()}", server.OwnerConnectionString);
    }

    [RootFact]
    public async Task As_root_the_server_is_another_user()
    {
        await using var server = await StartAsync();

        var user = await Tool.RunAsync("ps", ["-o", "user=", "-p", server.PostmasterProcessId.ToString()], CancellationToken.None);
        Assert.Equal(File.ReadAllText(Layout.AccountFile).Trim(), user.Output);
        Assert.NotEqual("root", user.Output);
    }

    [Fact]
    public async Task A_second_instance_on_one_folder_is_told_who_holds_it()
    {
        await using var first = await StartAsync();

        var refused = await Assert.ThrowsAsync<EmbeddedServerException>(StartAsync);

        Assert.Contains($"'{_folder.Path}' is in use by process {Environment.ProcessId} (", refused.Message);
        Assert.Contains("--data", refused.Message);
    }

    [Fact]
    public async Task A_killed_server_comes_back_on_its_port_with_its_data()
    {
        await using var server = await StartAsync();
        await Sql.ExecuteAsync(server.OwnerConnectionString, "CREATE TABLE kept AS SELECT 'gold' AS tier");

        using (var postmaster = Process.GetProcessById(server.PostmasterProcessId))
            postmaster.Kill();

        Assert.Equal("gold", await Eventually.AnswersAsync(server.OwnerConnectionString, "SELECT tier FROM kept"));
        Assert.NotEqual(server.PostmasterProcessId, PostmasterPid.Read(Layout.Data)!.Pid);
    }

    [Fact]
    public async Task A_stopped_server_is_not_started_again()
    {
        var server = await StartAsync();

        await server.StopAsync(CancellationToken.None);

        Assert.Null(PostmasterPid.Read(Layout.Data));
        await using var next = await StartAsync();
        Assert.Equal(StartKind.Started, next.Start);
    }

    [Fact]
    public async Task A_killed_application_leaves_a_server_that_the_next_one_takes_over_and_stops()
    {
        using var application = await OtherProcess.StartAsync("serve", _folder.Path);
        await application.KillAsync();

        await using (var next = await StartAsync())
        {
            Assert.Equal(StartKind.Reused, next.Start);
            Assert.Equal(application.PostmasterProcessId, next.PostmasterProcessId);
        }

        Assert.Null(PostmasterPid.Read(Layout.Data));
    }

    [Fact]
    public async Task An_application_that_ends_in_good_order_stops_its_server()
    {
        using var application = await OtherProcess.StartAsync("serve", _folder.Path);

        await application.EndAsync();

        Assert.Null(PostmasterPid.Read(Layout.Data));
    }

    [Fact]
    public async Task After_both_are_killed_the_next_start_recovers()
    {
        using var application = await OtherProcess.StartAsync("serve", _folder.Path);
        await application.KillAsync();
        using (var postmaster = Process.GetProcessById(application.PostmasterProcessId))
            postmaster.Kill();

        await using var next = await StartAsync();

        Assert.Equal(StartKind.Started, next.Start);
        Assert.Equal(1, await Sql.ScalarAsync(next.OwnerConnectionString, "SELECT 1"));
    }

    [Fact]
    public async Task A_half_made_cluster_is_made_again()
    {
        await using (await StartAsync())
        {
        }

        Directory.Move(Layout.Data, Layout.UnfinishedData);

        await using var server = await StartAsync();

        Assert.Equal(StartKind.Created, server.Start);
        Assert.False(Directory.Exists(Layout.UnfinishedData));
    }

    Task<EmbeddedServer> StartAsync() =>
        EmbeddedServer.StartAsync(new EmbeddedServerOptions { DataFolder = _folder.Path, MayDownload = true }, CancellationToken.None);
}
