using CustomerTiering.Benchmarks;

// Each figure is a run of its own: dotnet run -c Release --project tests/CustomerTiering.Benchmarks -- NAME [--connection STRING] [--seconds N]
var benchmarks = new SortedDictionary<string, Func<BenchmarkOptions, Task>>(StringComparer.Ordinal)
{
    ["append"] = options => OnAppendDatabaseAsync(options, database => AppendBenchmark.RunAsync(database, options)),
    ["append-bulk"] = options => OnAppendDatabaseAsync(options, AppendBulkBenchmark.RunAsync),
    ["append-decided"] = options => OnAppendDatabaseAsync(options, database => AppendDecidedBenchmark.RunAsync(database, options)),
    ["rebuild"] = RebuildBenchmark.RunAsync,
    ["appends"] = options => OnAppendDatabaseAsync(options, async database =>
    {
        await AppendDecidedBenchmark.RunAsync(database, options);
        await AppendBenchmark.RunAsync(database, options);
        await AppendBulkBenchmark.RunAsync(database);
    }),
};
if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var benchmark))
{
    Console.Error.WriteLine($"Name one of: {string.Join(", ", benchmarks.Keys)}");
    return 2;
}
await benchmark(BenchmarkOptions.Read(args[1..]));
return 0;

static async Task OnAppendDatabaseAsync(BenchmarkOptions options, Func<AppendDatabase, Task> run)
{
    await using var database = await AppendDatabase.CreateAsync(options);
    await run(database);
}
