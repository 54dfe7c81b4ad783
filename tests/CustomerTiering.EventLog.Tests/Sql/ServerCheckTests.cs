using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.EventLog.Tests.Sql;

public sealed class ServerCheckTests(LogDatabase database) : IClassFixture<LogDatabase>
{
    [Fact]
    public async Task The_runtime_role_may_start()
    {
        Assert.Empty(await ServerCheck.FindAsync(database.Source, allowUnsafeStorage: true));
    }

    [Fact]
    public async Task A_server_that_does_not_sync_is_refused_unless_it_is_to_be_thrown_away()
    {
        Assert.Equal("off", await database.OwnerSource.ScalarAsync<string>("select current_setting('fsync')"));

        var refused = await Assert.ThrowsAsync<ServerRefusedException>(() => ServerCheck.EnsureAsync(database.Source));

        Assert.Contains(refused.Problems, problem => problem.StartsWith("fsync is off", StringComparison.Ordinal));
        await ServerCheck.EnsureAsync(database.Source, allowUnsafeStorage: true);
    }

    [Theory]
    [InlineData("off", true), InlineData("local", true), InlineData("remote_write", true), InlineData("on", false), InlineData("remote_apply", false)]
    public async Task Commits_that_do_not_wait_for_the_disk_are_refused(string setting, bool refused)
    {
        await using var source = With($"-c role=tiering_runtime -c synchronous_commit={setting}");

        var problems = await ServerCheck.FindAsync(source);

        Assert.Equal(refused, problems.Any(problem => problem.StartsWith("synchronous_commit is not on", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_superuser_is_refused()
    {
        Assert.Contains(await ServerCheck.FindAsync(database.OwnerSource, allowUnsafeStorage: true),
            problem => problem.Contains("is a superuser", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bypassrls", "", "has BYPASSRLS")]
    [InlineData("", "create table owned_{0} (id int); alter table owned_{0} owner to {0}", "owns owned_")]
    [InlineData("", "create role {0}_above bypassrls; grant {0}_above to {0}", "is a member of")]
    [InlineData("", "", null)]
    public async Task A_role_above_row_level_security_is_refused(string option, string then, string? reason)
    {
        var role = $"r_{Guid.NewGuid():N}";
        await database.OwnerSource.ExecuteAsync($"create role {role} nologin {option}");
        if (then.Length > 0) await database.OwnerSource.ExecuteAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, then, role));
        await using var source = With($"-c role={role}");

        var problems = await ServerCheck.FindAsync(source, allowUnsafeStorage: true);

        if (reason is null) Assert.Empty(problems);
        else Assert.Contains(reason, Assert.Single(problems), StringComparison.Ordinal);
        await database.OwnerSource.ExecuteAsync($"drop owned by {role}");
        await database.OwnerSource.ExecuteAsync($"drop role {role}; drop role if exists {role}_above");
    }

    private NpgsqlDataSource With(string options) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.Owner) { Options = options }.ConnectionString);
}
