using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using Npgsql;

namespace CustomerTiering.Api.Hosting;

/// <summary>Followers, timers and runs of the modules, while the server runs; one-shot commands call the workers directly.</summary>
internal static class BackgroundWork
{
    internal static void AddBackgroundWork(this IServiceCollection services)
    {
        services.AddSingleton(provider => new FollowerWorker(
            provider.GetRequiredService<NpgsqlDataSource>(), [.. provider.GetServices<Follower>()],
            [provider.GetRequiredService<LogSignal>(), provider.GetRequiredService<ProjectionWorker>().Progress],
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<FollowerWorker>>()));
        services.AddSingleton(provider => new TimerWorker(
            provider.GetRequiredService<NpgsqlDataSource>(), ByKind<TimerHandler>(provider),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<TimerWorker>>()));
        services.AddSingleton(provider => new RunWorker(
            provider.GetRequiredService<NpgsqlDataSource>(), ByKind<RunKind>(provider),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RunWorker>>()));
        services.AddSingleton(provider => new Timers(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddSingleton(provider => new Runs(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddHostedService<Working>();
    }

    /// <summary>The registered handlers by kind.</summary>
    private static Dictionary<string, T> ByKind<T>(IServiceProvider provider)
        where T : notnull => provider.GetServices<Kind<T>>().ToDictionary(kind => kind.Name, kind => kind.Make(provider));

    private sealed class Working(FollowerWorker followers, TimerWorker timers, RunWorker runs) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
            followers.RunAsync(stoppingToken), timers.RunAsync(stoppingToken), runs.RunAsync(Math.Max(1, Environment.ProcessorCount), stoppingToken));
    }
}
