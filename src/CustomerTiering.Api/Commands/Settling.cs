using System.Security.Cryptography;
using CustomerTiering.Api.Hosting;
using CustomerTiering.BulkRuns;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Persons;
using Spectre.Console;

namespace CustomerTiering.Api.Commands;

/// <summary>Does for a one-shot command what the server's background work does.</summary>
internal static class Settling
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Catches up read models and followers until nothing is left to do.</summary>
    /// <exception cref="Refused">One of them is stopped, so the command would work on incomplete data.</exception>
    internal static async Task SettleAsync(this IServiceProvider services, TenantId tenant, CancellationToken cancel)
    {
        var admin = services.GetRequiredService<ProjectionAdmin>();
        var (projections, followers) = (services.GetRequiredService<ProjectionWorker>(), services.GetRequiredService<FollowerWorker>());
        // Projections of other program versions are ignored.
        var (known, following) = (services.GetServices<Projection>().Select(one => one.Name).ToHashSet(),
            services.GetServices<Follower>().Select(one => one.Name).ToHashSet());
        for (var left = true; left;)
        {
            await projections.CatchUpAsync(tenant, cancel);
            await followers.CatchUpAsync(tenant, cancel);
            // Events appended by followers must be folded too, and perhaps followed.
            left = false;
            foreach (var status in (await admin.StatusAsync(tenant, cancel)).Where(one => one.Live && known.Contains(one.Name)))
            {
                if (status.State == ProjectionState.Stopped)
                    throw new Refused($"The read model {status.Name} stopped after position {status.Position}: {status.Reason}", code: 2);
                left |= status.Lag > 0;
            }
            foreach (var status in (await admin.FollowersAsync(tenant, cancel)).Where(one => following.Contains(one.Name)))
            {
                if (status.StoppedAt is not null)
                    throw new Refused($"The follower {status.Name} stopped after position {status.Position}: {status.Reason}", code: 2);
                left |= status.Lag > 0;
            }
        }
    }

    /// <summary>
    /// Creates a run over all customers and executes it in this process, one chunk per processor at a time, alongside other workers.
    /// </summary>
    /// <returns>The completed run.</returns>
    /// <exception cref="Refused">It failed, or was cancelled.</exception>
    internal static async Task<RunProgress> RunAsync<TScope, TResult>(
        this IServiceProvider services, RunOverEverybody<TScope, TResult> kind, TenantId tenant, TScope scope, string label, IAnsiConsole console,
        CancellationToken cancel)
        where TScope : class
        where TResult : class
    {
        var run = services.GetRequiredService<RandomNumberGenerator>().NewId();
        await kind.StartAsync(tenant, run, scope, cancel);
        var ended = await services.WorkAsync(tenant, run, label, console, cancel);
        if (ended.State == RunState.Done) return ended;
        throw new Refused(
            $"The {kind.Description.Noun} {run:D} {(ended.State == RunState.Cancelled ? "was cancelled" : $"failed: {ended.Failure}")}", code: 2);
    }

    private static Task<RunProgress> WorkAsync(
        this IServiceProvider services, TenantId tenant, Guid run, string label, IAnsiConsole console, CancellationToken cancel) =>
        console.Progress().StartAsync(async progress =>
        {
            var (worker, runs) = (services.GetRequiredService<RunWorker>(), services.GetRequiredService<Runs>());
            var task = progress.AddTask(label);
            async Task<RunProgress> StandingAsync()
            {
                var standing = await runs.FindAsync(tenant, run, cancel) ?? throw new InvalidOperationException("The run no longer exists.");
                task.Value(standing.Chunks == 0 ? 100 : 100.0 * standing.ChunksDone / standing.Chunks);
                return standing;
            }
            async Task WorkAsync()
            {
                while ((await StandingAsync()).State == RunState.Running)
                    if (!await worker.RunOneAsync(cancel)) await Task.Delay(Look, cancel); // the rest is claimed by others, or waits for a retry
            }
            await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(WorkAsync, cancel)));
            return await StandingAsync();
        });
}
