using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;

namespace CustomerTiering.Benchmarks;

/// <summary>Load a stream of length 3, decide, append with the expected version; 32 callers.</summary>
internal static class AppendDecidedBenchmark
{
    internal static async Task<Figure> RunAsync(AppendDatabase database, BenchmarkOptions options)
    {
        await using var writer = new LogWriter(database.Runtime, TimeProvider.System);
        var reader = new LogReader(database.Source);
        var streams = options.Preload / 3;
        var rate = await Load.RunAsync(32, options.Seconds * 2, async (caller, i) =>
        {
            var stream = AppendDatabase.Stream(((i * 32) + caller) % streams);
            var events = await reader.StreamAsync(database.Tenant, stream);
            var version = events.Aggregate(0, (sum, item) => item.Data.Length > 0 ? sum + 1 : sum);
            if (await writer.AppendAsync(database.Request(stream, version)) is not AppendOutcome.Appended)
                throw new InvalidOperationException("Refused.");
        });
        return Figure.AtLeast("load a stream of 3, decide, append with expected version, 32 callers", 8_000, rate);
    }
}
