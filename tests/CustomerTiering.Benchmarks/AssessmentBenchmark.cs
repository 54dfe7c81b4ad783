using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Facts;
using CustomerTiering.Tiering;
using CustomerTiering.Tiering.Assessments;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Benchmarks;

/// <summary>
/// A review of everybody: 100,000 customers of 40 facts, by the chunks and workers that the server has; measured until the last decision is
/// committed.
/// </summary>
internal static class AssessmentBenchmark
{
    private const int FactsEach = 40;

    internal static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options)
    {
        await using var database = await AppendDatabase.CreateAsync(options with { Preload = 0 });
        await FactsDatabase.FillAsync(database, options.Customers, FactsEach);
        var folder = Directory.CreateTempSubdirectory("customertiering-benchmarks-");
        await using var app = BenchmarkHost.Build(database, folder.FullName);
        var services = app.Services;
        await FactsDatabase.PutInForceAsync(
            database, services.GetRequiredService<LogWriter>(), services.GetRequiredService<EventSerializer>(), new(2026, 1, 1));
        await services.GetRequiredService<ProjectionRebuild>().RunAsync(database.Tenant, new CustomerFactsProjection(), null, default);
        await FactsDatabase.CatchUpAsync(database, services, AssessmentRuns.About.Reads);
        await database.ExecuteAsync("vacuum (analyze)");
        await database.ExecuteAsync("checkpoint");

        var (run, worker) = (AppendDatabase.RandomId(), services.GetRequiredService<RunWorker>());
        var started = TimeProvider.System.GetTimestamp();
        await services.GetRequiredService<AssessmentRuns>().StartAsync(
            database.Tenant, run, new AssessmentScope(new(2026, 1, 31), null, null, null, null, "svc:benchmark"), default);
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(async () =>
        {
            while (await worker.RunOneAsync(default)) { }
        })));
        var taken = TimeProvider.System.GetElapsedTime(started).TotalSeconds;

        started = TimeProvider.System.GetTimestamp();
        await FactsDatabase.Projections(database, services, [TiersProjection.ProjectionName]).CatchUpAsync(database.Tenant, default);
        var folded = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        var decisions = await database.ScalarAsync($"select count(*) from event where tenant_id = '{database.Tenant}' and type = 'TierDecided'");
        folder.Delete(recursive: true);
        if (decisions != options.Customers) throw new InvalidOperationException($"{decisions} decisions of {options.Customers}.");
        return
        [
            Figure.AtMost($"assessment run, {options.Customers:N0} customers of {FactsEach} facts, decisions written",
                20.0 * options.Customers / 100_000, taken),
            Figure.Beside("… and its decisions folded into the tiers", $"{folded:0.00} s"),
        ];
    }
}
