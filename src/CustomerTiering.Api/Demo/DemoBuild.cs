using CustomerTiering.Api.Commands;
using CustomerTiering.Api.Hosting;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Facts;
using CustomerTiering.Lifecycle;
using CustomerTiering.Rules.Facts;
using Spectre.Console;

namespace CustomerTiering.Api.Demo;

/// <summary>
/// Builds the demo company as a user would: standards in force three years ago, facts in bulk, history decided month by month. Idempotent.
/// </summary>
internal sealed class DemoBuild(IServiceProvider services, TenantId tenant, DemoCompany company, IAnsiConsole console)
{
    private const int CustomersPerBatch = 50;

    private const string Operator = "lin.operator";

    internal async Task RunAsync(CancellationToken cancel)
    {
        await services.SettleAsync(tenant, cancel);
        await new DemoStandards(services, tenant).InstallAsync(company.First, cancel);
        await RecordAsync(cancel);
        await services.SettleAsync(tenant, cancel);

        // Reviews follow each policy's own schedule, monthly or quarterly.
        await AssessCommand.RunAsync(services, tenant, new(null, company.First, company.Until, null, null, Operator), console, cancel);
        await services.SettleAsync(tenant, cancel);
        var stages = services.GetRequiredService<LifecycleRuns>();
        await services.RunAsync(stages, tenant, new(null, company.First, company.Until, Operator), "assessing stages", console, cancel);
        await services.SettleAsync(tenant, cancel);
    }

    /// <summary>Records all facts while the read models follow.</summary>
    private Task RecordAsync(CancellationToken cancel) => console.Progress().StartAsync(async progress =>
    {
        var task = progress.AddTask("customers", maxValue: company.Customers);
        var intake = new Intake(tenant, "demo", DemoCompany.Source, Intake.Imported);
        var facts = services.GetRequiredService<FactIntake>();
        // The first fact alone: its id is the same in every demo company, so another one is detected before anything is added.
        var first = DemoHistory.Of(company, 1);
        await RecordAsync(facts, intake, [first[0]], cancel);
        await RecordAsync(facts, intake, first, cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var following = services.GetRequiredService<ProjectionWorker>().RunAsync(stop.Token);
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel };
            await Parallel.ForEachAsync(
                Enumerable.Range(2, Math.Max(0, company.Customers - 1)).Chunk(CustomersPerBatch), options, async (numbers, stopped) =>
            {
                await RecordAsync(facts, intake, [.. numbers.SelectMany(number => DemoHistory.Of(company, number))], stopped);
                task.Increment(numbers.Length);
            });
        }
        finally
        {
            await stop.CancelAsync();
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // ends by cancellation; failures are reported by settling
        }
    });

    private static async Task RecordAsync(FactIntake intake, Intake by, IReadOnlyList<SourceFact> facts, CancellationToken cancel)
    {
        var outcomes = await intake.RecordAsync(by, facts, cancel);
        for (var i = 0; i < facts.Count; i++)
        {
            switch (outcomes[i])
            {
                case FactOutcome.Accepted:
                    continue;
                case FactOutcome.Rejected { Errors: [{ Code: "fact-id-reused" }, ..] }:
                    throw new Refused(
                        "This company was generated with a different --seed or --until; use the same values, or name another company with "
                            + "--tenant or another folder with --data.");
                case FactOutcome.Rejected rejected:
                    throw new Refused($"The fact {facts[i].Id} was rejected: {rejected.Errors[0].Code}: {rejected.Errors[0].Message}", code: 2);
                default:
                    throw new Refused(
                        $"It is unknown whether the fact {facts[i].Id} was recorded; run the demo again, which adds only missing facts.", code: 2);
            }
        }
    }
}
