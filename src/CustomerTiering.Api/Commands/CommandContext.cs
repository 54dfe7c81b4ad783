using System.CommandLine;
using System.Security.Cryptography;
using CustomerTiering.Api.Hosting;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Persons;
using Npgsql;
using Spectre.Console;

namespace CustomerTiering.Api.Commands;

/// <summary>The context of a command: a database, the services of the server, and the output streams.</summary>
internal sealed class CommandContext : IAsyncDisposable
{
    private readonly Database _database;
    private WebApplication? _app;

    private CommandContext(Database database, ParseResult parsed, IAnsiConsole console)
    {
        (_database, Parsed, Console) = (database, parsed, console);
        Builder = ApiHost.CreateBuilder(database.Settings);
    }

    internal ParseResult Parsed { get; }

    internal HostSettings Settings => _database.Settings;

    /// <summary>The system clock's timestamp at the start of the command, before the database was located.</summary>
    internal long Began { get; private init; } = TimeProvider.System.GetTimestamp();

    /// <summary>Standard error, for progress and remarks; animated on a terminal.</summary>
    internal IAnsiConsole Console { get; }

    /// <summary>Accepts further services until the first use of <see cref="App"/>.</summary>
    internal WebApplicationBuilder Builder { get; }

    /// <summary>The server, not started.</summary>
    internal WebApplication App => _app ??= ApiHost.Build(Builder);

    internal IServiceProvider Services => App.Services;

    internal static async Task<CommandContext> OpenAsync(ParseResult parsed, IAnsiConsole console, CancellationToken cancel)
    {
        var began = TimeProvider.System.GetTimestamp();
        if (Surroundings.DatabaseOf(parsed) is { } given) return new(Database.Given(given), parsed, console);
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).AddEnvironmentVariables().Build();
        var environment = configuration["ASPNETCORE_ENVIRONMENT"]
            ?? configuration["DOTNET_ENVIRONMENT"] ?? parsed.GetRequiredValue(GlobalOptions.DefaultEnvironment);
        var database = await Database.OpenAsync(
            parsed.GetValue(GlobalOptions.Connection), parsed.GetValue(GlobalOptions.Data), environment, configuration, console.WriteLine, cancel);
        return new(database, parsed, console) { Began = began };
    }

    /// <summary>
    /// Runs before any read or append: migrates in Development, and always checks the server's durability settings and the master key.
    /// </summary>
    internal async Task PrepareAsync(CancellationToken cancel)
    {
        if (Settings.IsDevelopment) await Migrations.ApplyAsync(Settings.OwnerConnection, EventLogServices.Migrations, cancel);
        try
        {
            await CheckAsync(cancel);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidParameterValue
            && missing.MessageText.Contains(HostSettings.RuntimeRole, StringComparison.Ordinal))
        {
            // The runtime role itself is created by the migrations.
            throw MigrationRefusedException.Lacking();
        }
    }

    private async Task CheckAsync(CancellationToken cancel)
    {
        await ServerCheck.EnsureAsync(Services.GetRequiredService<NpgsqlDataSource>(), Settings.AllowUnsafeStorage, cancel);
        await Services.GetRequiredService<KeyFingerprint>().EnsureAsync(cancel);
    }

    /// <summary>The company named by --tenant, or the only one; in Development the first use creates one.</summary>
    internal async Task<TenantId> TenantAsync(CancellationToken cancel)
    {
        var tenants = Services.GetRequiredService<Tenants>();
        var named = Parsed.GetValue(GlobalOptions.Tenant);
        var all = await tenants.ListAsync(cancel);
        if (named is null && all.Count == 1) return all[0];
        if (named is null && all.Count > 1) throw new Refused($"There are {all.Count} companies; name one with --tenant.");
        if (named is null && !Settings.IsDevelopment) throw new Refused("There is no company yet; add one with: tenant add NAME");
        if (named is null) return await AddTenantAsync("development", cancel);
        if (Guid.TryParseExact(named, "D", out var id)) return all.Contains(new(id)) ? new(id) : throw new Refused($"Unknown company {id}.");
        var found = new List<TenantId>();
        foreach (var tenant in all) if (await tenants.NameAsync(tenant, cancel) == named) found.Add(tenant);
        return found.Count switch
        {
            1 => found[0],
            0 => throw new Refused($"Unknown company {named}."),
            _ => throw new Refused($"{found.Count} companies are named {named}; give the id."),
        };
    }

    internal async Task<TenantId> AddTenantAsync(string name, CancellationToken cancel)
    {
        var tenant = new TenantId(Services.GetRequiredService<RandomNumberGenerator>().NewId());
        await Services.GetRequiredService<Tenants>().AddAsync(tenant, name, Services.GetRequiredService<TimeProvider>().GetUtcNow(), cancel);
        return tenant;
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        await _database.DisposeAsync();
    }
}
