using CustomerTiering.Benchmarks;

// Run by hand, one figure after the other, into one table: dotnet run -c Release --project tests/CustomerTiering.Benchmarks -- all|NAME…
// [--connection STRING] [--seconds N]
var benchmarks = new OrderedDictionary<string, Func<BenchmarkOptions, Task<IReadOnlyList<Figure>>>>(StringComparer.Ordinal)
{
    ["append"] = AppendBenchmarks.RunAsync, // the three that follow, on one database
    ["append-single"] = AppendBenchmarks.SingleAsync,
    ["append-decided"] = AppendBenchmarks.DecidedAsync,
    ["append-bulk"] = AppendBenchmarks.BulkAsync,
    ["http"] = HttpBenchmark.RunAsync,
    ["rebuild"] = RebuildBenchmark.RunAsync,
    ["decide"] = DecideBenchmark.RunAsync,
    ["recheck"] = RecheckBenchmark.RunAsync,
    ["returns"] = ReturnsImportBenchmark.RunAsync,
    ["assessment"] = AssessmentBenchmark.RunAsync,
    ["trial"] = TrialBenchmark.RunAsync,
    ["start"] = StartBenchmark.RunAsync,
};
var options = BenchmarkOptions.Read(args);
IReadOnlyList<string> names = options.Names is ["all"]
    ? ["append", "http", "rebuild", "decide", "recheck", "returns", "assessment", "trial", "start"] : options.Names;
if (names.Count == 0 || names.Any(name => !benchmarks.ContainsKey(name)))
{
    Console.Error.WriteLine($"Name all, or some of: {string.Join(", ", benchmarks.Keys)}");
    return 2;
}
var figures = new List<Figure>();
foreach (var name in names)
{
    Console.Error.WriteLine($"{name} … ({FigureTable.Load()})");
    var found = await benchmarks[name](options);
    FigureTable.Print(found, Console.Error);
    figures.AddRange(found);
}
FigureTable.Print(figures, Console.Out);
Console.WriteLine(FigureTable.Load());
return figures.Exists(figure => figure.Met == false) ? 1 : 0;
