namespace CustomerTiering.Benchmarks;

/// <summary>The figures of appending, on a database whose table has a million events before.</summary>
internal static class AppendBenchmarks
{
    internal static Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options) => OnDatabaseAsync(options, async database =>
        [
            await AppendDecidedBenchmark.RunAsync(database, options),
            .. await AppendBenchmark.RunAsync(database, options),
            await AppendBulkBenchmark.RunAsync(database),
        ]);

    internal static Task<IReadOnlyList<Figure>> SingleAsync(BenchmarkOptions options) =>
        OnDatabaseAsync(options, database => AppendBenchmark.RunAsync(database, options));

    internal static Task<IReadOnlyList<Figure>> DecidedAsync(BenchmarkOptions options) =>
        OnDatabaseAsync(options, async database => [await AppendDecidedBenchmark.RunAsync(database, options)]);

    internal static Task<IReadOnlyList<Figure>> BulkAsync(BenchmarkOptions options) =>
        OnDatabaseAsync(options, async database => [await AppendBulkBenchmark.RunAsync(database)]);

    private static async Task<IReadOnlyList<Figure>> OnDatabaseAsync(BenchmarkOptions options, Func<AppendDatabase, Task<IReadOnlyList<Figure>>> run)
    {
        await using var database = await AppendDatabase.CreateAsync(options);
        return await run(database);
    }
}
