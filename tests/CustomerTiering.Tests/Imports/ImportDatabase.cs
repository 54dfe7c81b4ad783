using System.Security.Cryptography;
using System.Text;
using CustomerTiering.Access;
using CustomerTiering.Activity;
using CustomerTiering.Composition;
using CustomerTiering.Customers;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Facts;
using CustomerTiering.Imports;
using CustomerTiering.Reporting;
using CustomerTiering.TestDatabases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CustomerTiering.Tests.Imports;

/// <summary>A database with all tables and no tenant, the services that an import uses, and a folder for files.</summary>
public sealed class ImportDatabase : IAsyncLifetime
{
    private TestDatabase? _database;
    private ServiceProvider? _services;

    internal string Folder { get; } = Directory.CreateTempSubdirectory("tiering-imports-").FullName;

    /// <summary>The company into which a large file was imported, and what came of that; tests of one class share it.</summary>
    internal (TenantId Tenant, ImportResult Result)? OnlineRetail { get; set; }

    internal T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        var modules = MigrationSet.FromResources("modules", typeof(ProductModules).Assembly, "CustomerTiering.Sql.migrations.");
        var texts = string.Concat(MigrationSet.Log.Scripts.Concat(modules.Scripts).Select(script => script.Text));
        var fingerprint = "modules-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(texts)));
        _database = await TestDatabase.CreateAsync(fingerprint, owner => Migrations.ApplyAsync(owner, [modules]));
        var runtime = _database.RuntimeConnectionString("tiering_runtime");
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new InstallationKeys(SHA256.HashData("an installation's key"u8)));
        services.AddSingleton(NpgsqlDataSource.Create(runtime));
        services.AddSingleton<Tenants>();
        services.AddSingleton<LogReader>();
        services.AddSingleton<ReadModels>();
        services.AddSingleton(_ => new LogWriter(runtime, TimeProvider.System));
        services.AddSingleton(provider => new ProjectionWorker(
            provider.GetRequiredService<NpgsqlDataSource>(), [.. provider.GetServices<Projection>()], new LogSignal(), TimeProvider.System,
            NullLogger<ProjectionWorker>.Instance));
        services.AddModules([new FactsModule(), new ActivityModule(), new CustomersModule(), new ImportsModule(), new ReportingModule()]);
        _services = services.BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    internal async Task<TenantId> TenantAsync()
    {
        var tenant = new TenantId(Guid.NewGuid());
        await Get<Tenants>().AddAsync(tenant, "A company", DateTimeOffset.UtcNow);
        return tenant;
    }

    /// <summary>A file in the folder.</summary>
    internal string File(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
