using CustomerTiering.Api.Hosting;
using CustomerTiering.Api.Tests.Commands;
using Npgsql;

namespace CustomerTiering.Api.Tests.Hosting;

/// <summary>A database that was first used with the master key of one data folder, and another folder with a key of its own.</summary>
public sealed class MasterKeyTests(GovernedCompany company) : IClassFixture<GovernedCompany>, IDisposable
{
    private readonly string _other = Directory.CreateTempSubdirectory("customertiering-other-key-").FullName;

    private HostSettings WithAnotherKey => company.Settings with { DataFolder = _other };

    [Fact]
    public async Task An_import_with_another_folders_key_is_refused_before_anything_is_written()
    {
        Assert.Equal(0, (await company.RunAsync("status")).Code);
        var (head, persons) = (await company.HeadAsync(), await CountAsync("person"));
        var facts = company.FileWith("same.ndjson", MembershipDocument.Facts);

        var import = await CommandRun.OfAsync(WithAnotherKey, "import", "facts", facts, "--source", "test", "--tenant", company.Tenant.ToString());

        Assert.Equal((7, "", head, persons), (import.Code, import.Output, await company.HeadAsync(), await CountAsync("person")));
        Assert.StartsWith(
            "The master key does not belong to this database: it has the fingerprint ", import.ErrorLines.Single(), StringComparison.Ordinal);
        Assert.Contains("Keys__Master", import.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("status")]
    [InlineData("report", "tiers")]
    [InlineData("token", "reviewer")]
    public async Task Every_command_and_the_server_are_refused_with_another_key(params string[] arguments)
    {
        await company.RunAsync("status");

        var run = await CommandRun.OfAsync(WithAnotherKey, arguments);

        Assert.Equal((7, "", 1), (run.Code, run.Output, run.ErrorLines.Length));
    }

    [Fact]
    public async Task A_database_from_before_there_were_fingerprints_is_told_by_a_persons_key()
    {
        await OwnerAsync("delete from installation_key");
        Assert.Equal((7, 0L), ((await CommandRun.OfAsync(WithAnotherKey, "status")).Code, await CountAsync("installation_key")));

        Assert.Equal((0, 1L), ((await company.RunAsync("status")).Code, await CountAsync("installation_key")));
        Assert.Equal(7, (await CommandRun.OfAsync(WithAnotherKey, "status")).Code);
    }

    [Fact]
    public async Task Of_two_keys_at_the_first_use_at_once_one_wins_and_both_agree_which()
    {
        var fresh = new CommandDatabase();
        await fresh.InitializeAsync();
        var other = fresh.Settings with { DataFolder = _other };

        var codes = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => CommandRun.OfAsync(n % 2 == 0 ? fresh.Settings : other, "status")));

        var (ours, theirs) = ((await CommandRun.OfAsync(fresh.Settings, "status")).Code, (await CommandRun.OfAsync(other, "status")).Code);
        Assert.Equal([0, 7], new[] { ours, theirs }.Order());
        Assert.Equal(Enumerable.Range(0, 8).Select(n => n % 2 == 0 ? ours : theirs), codes.Select(run => run.Code));
        await fresh.DisposeAsync();
    }

    private async Task<long> CountAsync(string table) => (long)(await OwnerAsync($"select count(*) from {table}"))!;

    private async Task<object?> OwnerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(company.Settings.OwnerConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public void Dispose() => Directory.Delete(_other, recursive: true);
}
