using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using Npgsql;

namespace CustomerTiering.Benchmarks;

/// <summary>
/// Rebuilds a read model of the shape of the customer facts (an entry of some 50 bytes appended to a row a customer and year) from 1,000,000 events
/// of 50,000 customers, interleaved. Beside it, in the same run, the limit: the same events read and their bodies parsed, and nothing else.
/// </summary>
internal static class RebuildBenchmark
{
    private const int Customers = 50_000;

    internal static async Task RunAsync(BenchmarkOptions options)
    {
        await using var database = await AppendDatabase.CreateAsync(options with { Preload = 0 });
        await FillAsync(database.OwnerSource, database.Tenant, options.Preload);
        for (var turn = 0; turn < 3; turn++) await MeasureAsync(database.Source, database.Tenant, options.Preload);
    }

    private static async Task MeasureAsync(NpgsqlDataSource source, TenantId tenant, int events)
    {
        var limit = events / await SecondsAsync(() => ReadAndParseAsync(source, tenant));
        var rebuild = new ProjectionRebuild(source);
        var (before, peak) = (GC.GetTotalMemory(true), 0L);
        await using var watching = new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(false) - before), null, 0, 20);
        var ours = events / await SecondsAsync(() => rebuild.RunAsync(tenant, new FactsLike(), null, default));
        Console.WriteLine($"read and parse {limit:N0}/s | rebuild {ours:N0}/s (at least 100,000) | {ours / limit:P0} of it | heap {peak >> 20} MB more at most, "
            + $"garbage included (views bounded to {rebuild.MemoryBytes >> 20} MB)");
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var started = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task ReadAndParseAsync(NpgsqlDataSource source, TenantId tenant)
    {
        var read = 0L;
        await foreach (var batch in new LogReader(source).ReadAsync(tenant, 0, batch: 5_000))
            foreach (var recorded in batch) read += FactsLike.Amount(recorded).Length;
        if (read == 0) throw new InvalidOperationException("Nothing was read.");
    }

    /// <summary>The events by one statement: what is measured is reading them.</summary>
    private static async Task FillAsync(NpgsqlDataSource owner, TenantId tenant, int count)
    {
        await ExecuteAsync(owner,
            $$"""
            insert into event (tenant_id, position, stream, version, event_id, type, schema, subject, effective, recorded, leaf, leaf_hash, content)
            select '{{tenant}}', n, 'purchase/' || lpad(n::text, 32, '0'), 1, gen_random_uuid(), 'PurchaseMade', 1, c.id, e.at, e.at + interval '1 hour',
              convert_to(format('{"actor":"svc:benchmark","data":{"amount":"%s.50","channel":"web","currency":"GBP","lines":[{"category":"books","product":"p-%s","quantity":"2","unitCost":"3.10","unitPrice":"6.25"}]},'
                || '"effective":"%s","id":"%s","recorded":"%s","schema":1,"stream":"purchase/%s","tenant":"{{tenant}}","type":"PurchaseMade","v":1}',
                n % 1000, n % 4000, e.at, c.id, e.at, lpad(n::text, 32, '0')), 'UTF8'),
              decode(repeat('00', 32), 'hex'), ''
            from generate_series(1, {{count}}) n,
              lateral (select lpad(to_hex((hashint4(n::int) & 2147483647) % {{Customers}}), 32, '0')::uuid as id) c,
              lateral (select timestamptz '2023-01-01 00:00+00' + n * interval '94 seconds' as at) e;
            update log_head set position = {{count}}, recorded = '2027-01-01' where tenant_id = '{{tenant}}';
            call tiering_read_model('facts_like', 'bytea');
            """);
        await ExecuteAsync(owner, "vacuum (analyze) event");
    }

    private static async Task ExecuteAsync(NpgsqlDataSource owner, string sql)
    {
        await using var command = owner.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }
}
