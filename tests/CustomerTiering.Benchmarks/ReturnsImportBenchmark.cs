using System.Globalization;
using System.Text;
using CustomerTiering.Api.Commands;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Imports;
using CustomerTiering.Tiering.Assessments;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Benchmarks;

/// <summary>
/// 10,000 returns in one import, evaluated as they come in: ten of each of 1,000 customers, of purchases of the last 18 months. Measured until the
/// last decision is folded. Beside it, in the same run, the same import under a policy that ignores returns.
/// </summary>
internal static class ReturnsImportBenchmark
{
    private const int Customers = 1_000;
    private const int PurchasesEach = 24;
    private const int ReturnsEach = 10;
    private const int Rounds = 3;
    private const double Most = 3;

    internal static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options)
    {
        var ignoring = Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(FactsDatabase.Policy).Replace("\"onReturn\": \"recheck\"", "\"onReturn\": \"ignore\"", StringComparison.Ordinal));
        var (limits, times, decided) = (new List<double>(), new List<double>(), 0L);
        for (var round = 0; round < Rounds; round++)
        {
            limits.Add((await MeasureAsync(options, ignoring)).Seconds);
            (var seconds, decided) = await MeasureAsync(options, FactsDatabase.Policy);
            times.Add(seconds);
            Console.Error.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"ignored {limits[^1]:0.00} s, rechecked {times[^1]:0.00} s ({FigureTable.Load()})"));
        }
        var (limit, taken) = (limits.Order().ElementAt(Rounds / 2), times.Order().ElementAt(Rounds / 2));
        return
        [
            Figure.AtMost(
                $"import of {Customers * ReturnsEach:N0} returns of {Customers:N0} customers, rechecked (median of {Rounds})", Most * limit, taken,
                string.Create(CultureInfo.InvariantCulture, $"{limit:0.00} s (onReturn: ignore)")),
            Figure.Beside("… of which were decided by recheck", $"{decided:N0}"),
        ];
    }

    private static async Task<(double Seconds, long Rechecks)> MeasureAsync(BenchmarkOptions options, byte[] policy)
    {
        await using var database = await AppendDatabase.CreateAsync(options with { Preload = 0 });
        var folder = Directory.CreateTempSubdirectory("customertiering-benchmarks-");
        await using var app = BenchmarkHost.Build(database, folder.FullName);
        var services = app.Services;
        await FactsDatabase.PutInForceAsync(
            database, services.GetRequiredService<LogWriter>(), services.GetRequiredService<EventSerializer>(), new(2024, 1, 1), policy);
        await ImportAsync(services, database, folder, "purchases.ndjson", Purchases(), assess: false);
        await AssessAsync(services, database);
        await database.ExecuteAsync("vacuum (analyze)");
        await database.ExecuteAsync("checkpoint");

        var started = TimeProvider.System.GetTimestamp();
        await ImportAsync(services, database, folder, "returns.ndjson", Returns(), assess: true);
        var taken = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        folder.Delete(recursive: true);
        var rechecks = await database.ScalarAsync(
            $"select count(*) from event where tenant_id = '{database.Tenant}' and type = 'TierDecided' and position(convert_to('\"recheck\"', "
                + $"'UTF8') in leaf) > 0");
        if (rechecks > 0 != ReferenceEquals(policy, FactsDatabase.Policy)) throw new InvalidOperationException($"{rechecks} decisions by recheck.");
        return (taken, rechecks);
    }

    private static async Task ImportAsync(
        IServiceProvider services, AppendDatabase database, DirectoryInfo folder, string name, IEnumerable<string> facts, bool assess)
    {
        var file = Path.Combine(folder.FullName, name);
        await File.WriteAllLinesAsync(file, facts);
        var lines = File.ReadLines(file).Count();
        var result = await services.GetRequiredService<Importer>()
            .RunAsync(new(database.Tenant, "svc:benchmark", ImportKind.Mixed, file, Assess: assess), null, default);
        if (result.Accepted != lines) throw new InvalidOperationException($"{result.Accepted} facts of {lines} accepted.");
        await services.SettleAsync(database.Tenant, default);
    }

    private static async Task AssessAsync(IServiceProvider services, AppendDatabase database)
    {
        await services.GetRequiredService<AssessmentRuns>().StartAsync(
            database.Tenant, AppendDatabase.RandomId(), new AssessmentScope(new(2026, 1, 31), null, null, null, null, "svc:benchmark"), default);
        while (await services.GetRequiredService<RunWorker>().RunOneAsync(default)) { }
        await services.SettleAsync(database.Tenant, default);
    }

    /// <summary>One a month from 2024 on, of customers in turn.</summary>
    private static IEnumerable<string> Purchases() =>
        from i in Enumerable.Range(0, PurchasesEach)
        from customer in Enumerable.Range(0, Customers)
        select $$"""{"kind":"purchase","customer":"c{{customer}}","id":"p{{customer}}-{{i}}","at":"{{2024 + (i / 12)}}-{{(i % 12) + 1:00}}-{{(customer % 28) + 1:00}}T04:00:00Z","currency":"CNY","lines":[{"product":"p-1","category":"books","quantity":1,"unitPrice":{{150 + (customer % 200)}}}]}""";

    /// <summary>In January 2026, of purchases from July 2024 on: without them the tier was not kept in 2025.</summary>
    private static IEnumerable<string> Returns() =>
        from i in Enumerable.Range(0, ReturnsEach)
        from customer in Enumerable.Range(0, Customers)
        select $$"""{"kind":"return","customer":"c{{customer}}","id":"r{{customer}}-{{i}}","of":"p{{customer}}-{{i + 6}}","at":"2026-01-{{(i * 2) + 5:00}}T04:00:00Z","currency":"CNY","amount":{{150 + (customer % 200)}}}""";
}
