using System.Security.Cryptography;
using System.Text;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.TestDatabases;
using Npgsql;

namespace CustomerTiering.EventLog.Tests;

/// <summary>A database with the log's tables, no tenant and no event; one for each test class.</summary>
public sealed class LogDatabase : IAsyncLifetime
{
    private TestDatabase? _database;

    internal string Owner => _database!.OwnerConnectionString;

    internal string Runtime => _database!.RuntimeConnectionString("tiering_runtime");

    internal NpgsqlDataSource Source { get; private set; } = null!;

    internal NpgsqlDataSource OwnerSource { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var texts = string.Concat(MigrationSet.Log.Scripts.Select(script => script.Text));
        var fingerprint = "log-" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(texts)));
        _database = await TestDatabase.CreateAsync(fingerprint, owner => Migrations.ApplyAsync(owner));
        Source = NpgsqlDataSource.Create(Runtime);
        OwnerSource = NpgsqlDataSource.Create(Owner);
    }

    public async Task DisposeAsync()
    {
        await Source.DisposeAsync();
        await OwnerSource.DisposeAsync();
        await _database!.DisposeAsync();
    }

    internal async Task<TenantId> TenantAsync()
    {
        var tenant = new TenantId(Guid.NewGuid());
        await new Tenants(Source).AddAsync(tenant, "A company", DateTimeOffset.UtcNow);
        return tenant;
    }
}
