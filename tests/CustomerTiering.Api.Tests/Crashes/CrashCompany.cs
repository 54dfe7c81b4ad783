using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using CustomerTiering.Access;
using CustomerTiering.Api.Hosting;
using CustomerTiering.Api.Tests.Commands;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Api.Tokens;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.TestDatabases;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerTiering.Api.Tests.Crashes;

/// <summary>
/// A company on a durable PostgreSQL of its own, with ladders in force, and the server that is killed; beside it the same services, not started, to
/// look at the log.
/// </summary>
internal sealed class CrashCompany : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string _folder = Directory.CreateTempSubdirectory("customertiering-crashes-").FullName;
    private readonly WebApplication _services;

    private CrashCompany(CrashCluster cluster)
    {
        Cluster = cluster;
        Settings = new("Development", _folder, HostSettings.AsRuntime(cluster.OwnerConnectionString), cluster.OwnerConnectionString);
        _services = ApiHost.Build(ApiHost.CreateBuilder(Settings));
        Host = new(cluster.OwnerConnectionString, _folder);
    }

    internal CrashCluster Cluster { get; }

    internal HostProcess Host { get; }

    internal TenantId Tenant { get; } = new(Guid.NewGuid());

    internal IServiceProvider Services => _services.Services;

    private HostSettings Settings { get; }

    internal static async Task<CrashCompany> StartAsync(CrashLadders ladders)
    {
        var company = new CrashCompany(await CrashCluster.StartAsync());
        await Migrations.ApplyAsync(company.Settings.OwnerConnection, EventLogServices.Migrations);
        await company.Services.GetRequiredService<Tenants>().AddAsync(company.Tenant, "one", DateTimeOffset.UnixEpoch);
        foreach (var (name, text) in ladders.Texts) await company.InForceAsync(name, text, ladders.From);
        await company.Host.StartAsync();
        return company;
    }

    internal HttpClient Client(string subject, params string[] roles) => new()
    {
        BaseAddress = Host.Address,
        Timeout = TimeSpan.FromSeconds(30),
        DefaultRequestHeaders =
            { Authorization = new AuthenticationHeaderValue(
                "Bearer", Services.GetRequiredService<DevelopmentTokens>().Issue(Tenant, subject, roles)) },
    };

    internal HttpClient Reader => Client("rita", Roles.Reviewer);

    /// <summary>Rows as the superuser, each as its columns joined by a space.</summary>
    internal Task<List<string>> RowsAsync(string sql) => Wire.RowsAsync(Cluster.OwnerConnectionString + ";Pooling=false", sql);

    /// <summary>Asks again while the server recovers.</summary>
    internal static async Task<T> AnsweringAsync<T>(Func<Task<T>> ask)
    {
        for (var began = Stopwatch.StartNew(); ;)
        {
            try
            {
                return await ask();
            }
            catch (Exception failure) when (IsDown(failure) && began.Elapsed < Patience)
            {
                await Task.Delay(50);
            }
        }
    }

    private static bool IsDown(Exception failure) =>
        failure is NpgsqlException or HttpRequestException { StatusCode: null or HttpStatusCode.ServiceUnavailable };

    public async ValueTask DisposeAsync()
    {
        Host.Dispose();
        await _services.DisposeAsync();
        await Cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task InForceAsync(string name, string text, DateOnly from)
    {
        var file = Path.Combine(_folder, $"{name}.json");
        await File.WriteAllTextAsync(file, text);
        var run = await CommandRun.OfAsync(
            Settings, "policy", "install", file, "--as", "ann", "--approve-as", "bob", "--from", $"{from:yyyy-MM-dd}", "--tenant", Tenant.ToString());
        if (run.Code != 0) throw new InvalidOperationException($"{name} is not in force: {run.Error}");
    }
}
