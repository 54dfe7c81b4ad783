using CustomerTiering.Api.Hosting;
using CustomerTiering.TestDatabases;

namespace CustomerTiering.Api.Tests.Commands;

/// <summary>Outside Development nobody migrates by the way: a database that lacks migrations is refused with what to do.</summary>
public sealed class UnmigratedDatabaseTests : IAsyncLifetime, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("customertiering-unmigrated-").FullName;
    private TestDatabase? _database;

    private HostSettings Settings(string role) =>
        new("Production", _folder, _database!.RuntimeConnectionString(role), _database.OwnerConnectionString) { AllowUnsafeStorage = true };

    public async Task InitializeAsync()
    {
        var key = Path.Combine(_folder, "master.key");
        await File.WriteAllTextAsync(key, Convert.ToBase64String(new byte[32]));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _database = await TestDatabase.CreateEmptyAsync();
    }

    [Theory]
    [InlineData("status", HostSettings.RuntimeRole)]
    [InlineData("serve", HostSettings.RuntimeRole)]
    [InlineData("status", HostSettings.RuntimeRole + "_of_a_new_server")]
    public async Task A_database_without_tables_or_without_the_role_is_refused_with_3(string command, string role)
    {
        var run = await CommandRun.OfAsync(Settings(role), command);

        Assert.Equal(
            (3, "", "The database lacks migrations of this program; apply them with: migrate"), (run.Code, run.Output, run.ErrorLines.Single()));
    }

    public Task DisposeAsync() => _database!.DisposeAsync().AsTask();

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
