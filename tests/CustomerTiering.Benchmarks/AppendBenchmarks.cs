namespace CustomerTiering.Benchmarks;

/// <summary>The figures of appending, on one database whose table has a million events before.</summary>
internal static class AppendBenchmarks
{
    internal static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options)
    {
        await using var database = await AppendDatabase.CreateAsync(options);
        return
        [
            .. await AppendBenchmark.RunAsync(database, options),
            await AppendDecidedBenchmark.RunAsync(database, options),
            await AppendBulkBenchmark.RunAsync(database),
        ];
    }
}
