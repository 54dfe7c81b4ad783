using System.Net.Http.Headers;
using CustomerTiering.Access;
using CustomerTiering.Api.Hosting;
using CustomerTiering.Api.Tokens;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Http;
using CustomerTiering.TestDatabases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerTiering.Api.Tests;

/// <summary>The server as it runs in Development, on Kestrel, on a database of its own with two companies.</summary>
public class RunningApi : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("customertiering-api-").FullName;
    private TestDatabase? _database;
    private WebApplication? _app;

    public TenantId Tenant { get; } = new(Guid.NewGuid());

    public TenantId OtherTenant { get; } = new(Guid.NewGuid());

    public WebApplication App => _app!;

    public DevelopmentTokens Tokens => App.Services.GetRequiredService<DevelopmentTokens>();

    public Uri Address => new(App.Urls.First());

    /// <summary>The same database as the superuser, who can do to it what the server never may.</summary>
    public string OwnerConnection => _database!.OwnerConnectionString;

    /// <summary>What the server runs with: a command that is given it runs on the same database.</summary>
    internal HostSettings Settings { get; private set; } = null!;

    /// <summary>What is logged, one line an entry.</summary>
    public LoggedLines Log { get; } = new();

    protected virtual Dictionary<string, string?> Configuration => [];

    public virtual async Task InitializeAsync()
    {
        var fingerprint = string.Concat(
            from set in (MigrationSet[])[MigrationSet.Log, .. EventLogServices.Migrations] from script in set.Scripts select script.Text);
        _database = await TestDatabase.CreateAsync("api " + fingerprint, owner => Migrations.ApplyAsync(owner, EventLogServices.Migrations));
        Settings = new("Development", _folder, _database.RuntimeConnectionString(HostSettings.RuntimeRole), _database.OwnerConnectionString)
        {
            AllowUnsafeStorage = true,
            Configuration = Configuration,
        };
        var builder = ApiHost.CreateBuilder(Settings);
        builder.Logging.AddProvider(Log);
        builder.Services.AddValidators(typeof(RunningApi).Assembly);
        Services(builder.Services);
        _app = ApiHost.Build(builder, More);
        _app.Urls.Add("http://127.0.0.1:0");
        var tenants = _app.Services.GetRequiredService<Tenants>();
        await tenants.AddAsync(Tenant, "one", DateTimeOffset.UnixEpoch);
        await tenants.AddAsync(OtherTenant, "other", DateTimeOffset.UnixEpoch);
        await _app.StartAsync();
    }

    /// <summary>A client of somebody with these roles.</summary>
    public HttpClient As(params string[] roles) => With(Tokens.Issue(Tenant, "somebody", roles));

    /// <summary>A client with this token.</summary>
    public HttpClient With(string token)
    {
        var client = Stranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A client without a token.</summary>
    public HttpClient Stranger() => new() { BaseAddress = Address };

    /// <summary>Takes the place of services, such as the clock.</summary>
    protected virtual void Services(IServiceCollection services)
    {
    }

    protected virtual void More(RouteGroupBuilder api) => Orders.Map(api.MapGroup("/test").RequireRoles(Roles.Recorder));

    public async Task DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
