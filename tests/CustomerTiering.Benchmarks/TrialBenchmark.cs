using CustomerTiering.Access;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Facts;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Tiering.Timelines;
using CustomerTiering.Trials;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Benchmarks;

/// <summary>
/// One policy on three years of 27,778 customers, which is 1,000,000 customer-months, of 40 facts each: a review a month, evaluations at once and
/// warnings, by the pieces and workers that the server has. Beside it, in the same run, the limit: the timelines alone, of facts that are in memory,
/// on all cores.
/// </summary>
internal static class TrialBenchmark
{
    private const int FactsEach = 40;
    private const int Months = 36;
    private const int Sample = 3_000;

    internal static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options)
    {
        var customers = Math.Min(options.Customers, 27_778);
        await using var database = await AppendDatabase.CreateAsync(options with { Preload = 0 });
        await FactsDatabase.FillAsync(database, customers, FactsEach);
        var folder = Directory.CreateTempSubdirectory("customertiering-benchmarks-");
        await using var app = BenchmarkHost.Build(database, folder.FullName);
        var services = app.Services;
        await FactsDatabase.PutInForceAsync(
            database, services.GetRequiredService<LogWriter>(), services.GetRequiredService<EventSerializer>(), new(2026, 1, 1));
        await services.GetRequiredService<ProjectionRebuild>().RunAsync(database.Tenant, new CustomerFactsProjection(), null, default);
        await FactsDatabase.CatchUpAsync(database, services, TrialRuns.About.Reads);
        await database.ExecuteAsync("vacuum (analyze)");

        var asked = new StartTrial([new("membership", 1, null)], new(2023, 1, 1), new(2025, 12, 31));
        var caller = new Caller(database.Tenant, "svc:benchmark", new HashSet<string>());
        if (!(await services.GetRequiredService<TrialPlanning>().ScopeAsync(caller, asked, default)).TryGet(out var scope, out var problem))
            throw new InvalidOperationException(problem.Detail);
        var limit = await LimitAsync(services.GetRequiredService<FactsStore>(), scope, database);

        var (run, worker) = (AppendDatabase.RandomId(), services.GetRequiredService<RunWorker>());
        var started = TimeProvider.System.GetTimestamp();
        await services.GetRequiredService<TrialRuns>().StartAsync(database.Tenant, run, scope, default);
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(async () =>
        {
            while (await worker.RunOneAsync(default)) { }
        })));
        var taken = TimeProvider.System.GetElapsedTime(started).TotalSeconds;

        var result = TrialRuns.ResultOf((await services.GetRequiredService<Runs>().FindAsync(database.Tenant, run, default))!)
            ?? throw new InvalidOperationException("The trial did not come to its end.");
        folder.Delete(recursive: true);
        var decisions = result.Drafts[0].Decisions.Values.Sum();
        if (result.Customers != customers || decisions < customers * (Months - 1))
            throw new InvalidOperationException($"{decisions} decisions of {result.Customers} customers.");
        var months = (double)customers * Months;
        return
        [
            Figure.AtMost(
                $"trial of one policy on {months:N0} customer-months of {customers:N0} customers with {FactsEach} facts", 60 * months / 1_000_000,
                taken,
                $"{months / limit:0.00} s (timelines alone)"),
            Figure.Beside("… of which would have been recorded", $"{decisions:N0} decisions, {result.Drafts[0].Warnings.Warnings:N0} warnings"),
        ];
    }

    /// <summary>Customer-months a second.</summary>
    private static async Task<double> LimitAsync(FactsStore facts, TrialScope scope, AppendDatabase database)
    {
        var some = (await facts.CustomersAsync(database.Tenant, default)).Take(Sample).ToList();
        var draft = scope.Drafts[0].InForceFrom(scope.From);
        var rate = 0.0;
        for (var round = 0; round < 2; round++) // the first time the code is compiled
        {
            var known = (await facts.LoadAsync(database.Tenant, some, draft.Compiled.Interest.Referred, default)).Values.ToList();
            var started = TimeProvider.System.GetTimestamp();
            Parallel.ForEach(known, own => TriedCustomer.Of(
                DecisionTimelines.Due(database.Tenant, new([draft]), [own], new Dictionary<Guid, HeldState?> { [own.Customer] = null }, scope.From,
                    scope.To).Select(entry => entry.Planned)));
            rate = (double)known.Count * Months / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        }
        return rate;
    }
}
