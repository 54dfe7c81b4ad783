using System.Security.Cryptography;
using System.Text;
using CustomerTiering.Api.Hosting;
using CustomerTiering.EmbeddedPostgres;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.Benchmarks;

/// <summary>A fresh database on a server that syncs, its event table filled with streams of length 3; dropped afterwards.</summary>
internal sealed class AppendDatabase : IAsyncDisposable
{
    private static readonly byte[] Body =
        Encoding.UTF8.GetBytes($"{{\"amount\":\"12.50\",\"currency\":\"GBP\",\"text\":\"{new string('x', 500 - 48)}\"}}");

    private readonly EmbeddedServer? _server;
    private readonly string _administration;

    private AppendDatabase(EmbeddedServer? server, string administration, string name)
    {
        (_server, _administration, Name) = (server, administration, name);
        Owner = new NpgsqlConnectionStringBuilder(administration) { Database = name }.ConnectionString;
        Runtime = new NpgsqlConnectionStringBuilder(Owner) { Options = "-c role=tiering_runtime", MaxPoolSize = 200 }.ConnectionString;
        OwnerSource = NpgsqlDataSource.Create(Owner);
        Source = LogSource.Create(Runtime);
    }

    internal string Name { get; }

    internal string Owner { get; }

    internal string Runtime { get; }

    internal NpgsqlDataSource OwnerSource { get; }

    internal NpgsqlDataSource Source { get; }

    internal TenantId Tenant { get; } = new(Guid.NewGuid());

    internal static async Task<AppendDatabase> CreateAsync(BenchmarkOptions options)
    {
        var server = options.Connection is null
            ? await EmbeddedServer.StartAsync(
                new() { DataFolder = Path.Combine(Path.GetTempPath(), "customertiering-benchmarks"), MayDownload = true }, default)
            : null;
        var database = new AppendDatabase(server, options.Connection ?? server!.OwnerConnectionString, $"benchmark_{Guid.NewGuid():N}");
        await using (var administration = NpgsqlDataSource.Create(database._administration))
        {
            await using var create = administration.CreateCommand($"create database {database.Name}");
            await create.ExecuteNonQueryAsync();
        }
        await Migrations.ApplyAsync(database.Owner, EventLogServices.Migrations);
        await ServerCheck.EnsureAsync(database.Source);
        await new Tenants(database.Source).AddAsync(database.Tenant, "Benchmark", DateTimeOffset.UtcNow);
        await database.PreloadAsync(options.Preload);
        return database;
    }

    /// <summary>An event whose body has 500 bytes.</summary>
    internal static NewEvent Event() =>
        new(RandomId(), "PurchaseMade", 1, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), RandomId(), Body);

    internal static StreamId Stream(long number) => new($"purchase/{number:x32}");

    internal AppendRequest Request(StreamId stream, int expected) => new(Tenant, "svc:benchmark", [new(stream, expected, [Event()])]);

    internal static Guid RandomId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return new(bytes);
    }

    /// <summary>
    /// Rows of a limit stand far behind the log's, under the same tenant, so that they cost what the log's cost; they go when it is measured.
    /// </summary>
    internal const long Aside = 1L << 40;

    /// <summary>Removes them, and what they leave behind too: else it would be cleaned up while the log is measured.</summary>
    internal async Task RemoveAsideAsync()
    {
        await ExecuteAsync($"delete from event where tenant_id = '{Tenant}' and position > {Aside}");
        await ExecuteAsync("vacuum event");
    }

    /// <summary>As the owner, however long it takes.</summary>
    internal async Task ExecuteAsync(string sql)
    {
        await using var command = OwnerSource.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>One number, as the owner.</summary>
    internal async Task<long> ScalarAsync(string sql)
    {
        await using var command = OwnerSource.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (long)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException("No row."));
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await OwnerSource.DisposeAsync();
        await using (var administration = NpgsqlDataSource.Create(_administration))
        {
            await using var drop = administration.CreateCommand($"drop database {Name} with (force)");
            await drop.ExecuteNonQueryAsync();
        }
        if (_server is not null) await _server.DisposeAsync();
    }

    private async Task PreloadAsync(int count)
    {
        var started = TimeProvider.System.GetTimestamp();
        await using var writer = new LogWriter(Runtime, TimeProvider.System);
        for (var done = 0; done < count; done += 9_000)
            await writer.AppendBulkAsync(Tenant, [.. Enumerable.Range(done, 9_000).Select(i => Request(Stream(i / 3), i % 3))]);
        if (count == 0) return;
        await ExecuteAsync("vacuum (analyze) event");
        await ExecuteAsync("checkpoint");
        // After a checkpoint each page goes whole into the write-ahead log when it is next touched; indexes of random ids are touched everywhere.
        // That is over before anything is measured, as it is for most of the time between two checkpoints.
        for (var done = 0; done < count / 10; done += 9_000)
            await writer.AppendBulkAsync(Tenant, [.. Enumerable.Range(done, 9_000).Select(i => Request(Stream((99L << 56) | (uint)(i / 3)), i % 3))]);
        Console.Error.WriteLine($"{count:N0} events before, loaded and vacuumed in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F0} s");
    }
}
