using System.Text.Json;
using CustomerTiering.Api.Commands;
using CustomerTiering.Api.Tests.Commands;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Events;
using CustomerTiering.Tiering.Assessments;
using CustomerTiering.Trials;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>Runs over everybody whose worker is killed after it did a piece and before it gave it back.</summary>
public sealed class ResumedRunTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    /// <param name="folded">Whether the read models have what the killed worker recorded.</param>
    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_worker_that_dies_amid_a_piece_leaves_an_assessment_that_ends_right_and_nothing_doubled(bool folded)
    {
        var company = new GovernedCompany();
        await company.InitializeAsync();
        await company.WithAsync(async services =>
        {
            var (runs, run) = (services.GetRequiredService<AssessmentRuns>(), Guid.NewGuid());
            await services.SettleAsync(company.Tenant, default);
            await runs.StartAsync(company.Tenant, run,
                new(null, new(2025, 1, 1), new(2025, 6, 30), [new(2025, 1, 31), new(2025, 3, 31), new(2025, 6, 30)], null, "olga"), default);

            await DieAsync(services, AssessmentRuns.About.Kind, runs.RunKind);
            var head = await company.HeadAsync();
            if (folded) await services.SettleAsync(company.Tenant, default);
            await GoOnAsync(services, AssessmentRuns.About.Kind, runs.RunKind);

            var ended = (await services.GetRequiredService<Runs>().FindAsync(company.Tenant, run, default))!;
            var result = JsonSerializer.Deserialize<AssessmentResult>(ended.Result!.Value.Span, EventJson.Options)!;
            Assert.Equal((RunState.Done, 3, 0, head), (ended.State, result.Customers, result.Failed, await company.HeadAsync()));
            Assert.Equal("joined 3, retained 6, upgraded 1", string.Join(", ", result.Decisions.Select(count => $"{count.Key} {count.Value}")));
            Assert.Equal(["- base 1", "- gold 2"], result.Matrix.Select(move => $"{move.From ?? "-"} {move.To} {move.Customers}"));
            Assert.Equal(["joined base", "joined gold", "upgraded gold"],
                result.Movers.Select(mover => $"{mover.Outcome} {mover.To}".ToLowerInvariant()).Order());
        });
        await company.DisposeAsync();
    }

    [Fact]
    public async Task A_trial_whose_worker_died_gives_what_one_gives_that_was_left_alone_and_one_that_is_cancelled_gives_nothing()
    {
        var company = new GovernedCompany();
        await company.InitializeAsync();
        await company.WithAsync(async services =>
        {
            await services.SettleAsync(company.Tenant, default);
            var (trials, runs, head) = (services.GetRequiredService<TrialRuns>(), services.GetRequiredService<Runs>(), await company.HeadAsync());
            async Task<Guid> StartAsync()
            {
                var scope = await services.GetRequiredService<TrialPlanning>().ScopeAsync(
                    new(company.Tenant, "ann", new HashSet<string>()), new([new("membership", 1, null)], null, new(2025, 6, 30)), default);
                Assert.True(scope.TryGet(out var tried, out _));
                var run = Guid.NewGuid();
                await trials.StartAsync(company.Tenant, run, tried, default);
                return run;
            }

            var killed = await StartAsync();
            await DieAsync(services, TrialRuns.About.Kind, trials.RunKind);
            await GoOnAsync(services, TrialRuns.About.Kind, trials.RunKind);
            var alone = await StartAsync();
            await GoOnAsync(services, TrialRuns.About.Kind, trials.RunKind);
            var cancelled = await StartAsync();
            Assert.True(await runs.CancelAsync(company.Tenant, cancelled, Noon, default));
            await GoOnAsync(services, TrialRuns.About.Kind, trials.RunKind);

            var ended = new List<TrialProgress>();
            foreach (var run in (Guid[])[killed, alone, cancelled]) ended.Add(trials.AnswerOf((await runs.FindAsync(company.Tenant, run, default))!));
            Assert.Equal([RunState.Done, RunState.Done, RunState.Cancelled], ended.Select(one => one.State));
            Assert.Equal((64, ended[0].Digest, null), (ended[0].Digest!.Length, ended[1].Digest, ended[2].Digest));
            Assert.Equal((3, 3, head), (ended[0].Result!.Customers, ended[0].Result!.Drafts[0].Decisions.Values.Sum(), await company.HeadAsync()));
        });
        await company.DisposeAsync();
    }

    /// <summary>A worker that does its piece to the end and is killed before it can say so.</summary>
    private static async Task DieAsync(IServiceProvider services, string name, RunKind kind)
    {
        using var killed = new CancellationTokenSource();
        var dying = Worker(services, name, new MovableClock(Noon), kind with
        {
            HandleAsync = async (chunk, cancel) =>
            {
                await kind.HandleAsync(chunk, cancel);
                await killed.CancelAsync();
                throw new OperationCanceledException(cancel);
            },
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dying.RunOneAsync(killed.Token));
    }

    /// <summary>Another worker, once the lease of the dead one is over.</summary>
    private static async Task GoOnAsync(IServiceProvider services, string name, RunKind kind)
    {
        var worker = Worker(services, name, new MovableClock(Noon.AddMinutes(5)), kind);
        while (await worker.RunOneAsync(default)) { }
    }

    private static RunWorker Worker(IServiceProvider services, string name, TimeProvider clock, RunKind kind) =>
        new(services.GetRequiredService<NpgsqlDataSource>(), new Dictionary<string, RunKind> { [name] = kind }, clock,
            NullLogger<RunWorker>.Instance);
}
