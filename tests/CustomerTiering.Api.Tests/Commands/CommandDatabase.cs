using System.Text;
using CustomerTiering.Api.Hosting;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Facts;
using CustomerTiering.Rules.Facts;
using CustomerTiering.TestDatabases;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Api.Tests.Commands;

/// <summary>A migrated database with one company, for commands to run on.</summary>
public class CommandDatabase : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("customertiering-command-").FullName;
    private TestDatabase? _database;

    public TenantId Tenant { get; } = new(Guid.NewGuid());

    internal HostSettings Settings { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        var fingerprint = string.Concat(
            from set in (MigrationSet[])[MigrationSet.Log, .. EventLogServices.Migrations] from script in set.Scripts select script.Text);
        _database = await TestDatabase.CreateAsync("api " + fingerprint, owner => Migrations.ApplyAsync(owner, EventLogServices.Migrations));
        Settings = new("Development", _folder, _database.RuntimeConnectionString(HostSettings.RuntimeRole), _database.OwnerConnectionString)
        { AllowUnsafeStorage = true };
        await WithAsync(services => services.GetRequiredService<Tenants>().AddAsync(Tenant, "one", DateTimeOffset.UnixEpoch));
    }

    internal Task<CommandRun> RunAsync(params string[] arguments) =>
        CommandRun.OfAsync(
            Settings, arguments.Contains("--tenant") || arguments[0] == "tenant" ? arguments : [.. arguments, "--tenant", Tenant.ToString()]);

    /// <summary>A file in the fixture's folder.</summary>
    internal string FileWith(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Imports facts, NDJSON.</summary>
    internal Task RecordAsync(string lines) => WithAsync(async services =>
    {
        var facts = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => FactReader.Read(Encoding.UTF8.GetBytes(line), null).Fact!);
        var outcomes = await services.GetRequiredService<FactIntake>()
            .RecordAsync(new(Tenant, "somebody", "test", Intake.Imported), [.. facts], default);
        Assert.All(outcomes, outcome => Assert.IsType<FactOutcome.Accepted>(outcome));
    });

    /// <summary>The last position of the company's log.</summary>
    internal async Task<long> HeadAsync()
    {
        var position = 0L;
        await WithAsync(async services => position = (await services.GetRequiredService<LogReader>().HeadAsync(Tenant, default)).Position);
        return position;
    }

    /// <summary>The body of the last event of a type, JSON.</summary>
    internal async Task<string> LastAsync(string type)
    {
        var body = "";
        await WithAsync(async services =>
        {
            await foreach (var batch in services.GetRequiredService<LogReader>().ReadAsync(Tenant, 0))
                foreach (var recorded in batch.Where(recorded => recorded.Type == type)) body = Encoding.UTF8.GetString(recorded.Data.Span);
        });
        return body;
    }

    public async Task DisposeAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal async Task WithAsync(Func<IServiceProvider, Task> act)
    {
        await using var app = ApiHost.Build(ApiHost.CreateBuilder(Settings));
        await act(app.Services);
    }
}
