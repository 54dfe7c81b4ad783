using System.Text.Json;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Facts;
using Npgsql;

namespace CustomerTiering.Benchmarks;

/// <summary>
/// Rebuilds the customer facts from 1,000,000 events of 50,000 customers, interleaved. Beside it, in the same run, the limit: the same events
/// read and their bodies parsed, and nothing else.
/// </summary>
internal static class RebuildBenchmark
{
    private const int FactsEach = 20;

    internal static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options)
    {
        await using var database = await AppendDatabase.CreateAsync(options with { Preload = 0 });
        await FactsDatabase.FillAsync(database, options.Preload / FactsEach, FactsEach);
        await MeasureAsync(database.Source, database.Tenant, options.Preload); // the first time the code is compiled and pages are read
        return await MeasureAsync(database.Source, database.Tenant, options.Preload);
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(NpgsqlDataSource source, TenantId tenant, int events)
    {
        var limit = events / await SecondsAsync(() => ReadAndParseAsync(source, tenant));
        var rebuild = new ProjectionRebuild(source);
        var (before, peak) = (GC.GetTotalMemory(true), 0L);
        await using var watching = new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(false) - before), null, 0, 20);
        var rate = events / await SecondsAsync(() => rebuild.RunAsync(tenant, new CustomerFactsProjection(), null, default));
        return
        [
            Figure.AtLeast($"rebuild of the customer facts, {events:N0} events of {events / FactsEach:N0} customers, interleaved", 100_000, rate,
                $"{Figure.Rate(limit)} (read and parse)"),
            Figure.Beside("its memory", $"{peak >> 20} MB of heap more at most, garbage included; views bounded to {rebuild.MemoryBytes >> 20} MB"),
        ];
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var started = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task ReadAndParseAsync(NpgsqlDataSource source, TenantId tenant)
    {
        var tokens = 0L;
        await foreach (var batch in new LogReader(source).ReadAsync(tenant, 0, batch: 5_000))
            foreach (var recorded in batch) tokens += Tokens(recorded.Data.Span);
        if (tokens == 0) throw new InvalidOperationException("Nothing was read.");
    }

    private static int Tokens(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        var count = 0;
        while (reader.Read()) count++;
        return count;
    }
}
