using CustomerTiering.EventLog.Projections;

namespace CustomerTiering.Api.Hosting;

/// <summary>Keeps the read models up to date while the server runs.</summary>
internal sealed class FollowingLogs(ProjectionWorker worker) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => worker.RunAsync(stoppingToken);
}
