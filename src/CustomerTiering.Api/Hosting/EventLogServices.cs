using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Sql;
using Npgsql;

namespace CustomerTiering.Api.Hosting;

/// <summary>Registers the log, its read models and its workers, on one database.</summary>
internal static class EventLogServices
{
    internal static void AddEventLog(this IServiceCollection services, HostSettings settings)
    {
        services.AddSingleton(_ => LogSource.Create(settings.RuntimeConnection));
        services.AddSingleton<Tenants>();
        services.AddSingleton<LogSignal>();
        services.AddSingleton<LogReader>();
        services.AddSingleton<ReadModels>();
        services.AddSingleton<ProjectionRebuild>();
        services.AddSingleton(provider => new ProjectionWorker(
            provider.GetRequiredService<NpgsqlDataSource>(), [.. provider.GetServices<Projection>()], provider.GetRequiredService<LogSignal>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ProjectionWorker>>()));
        services.AddSingleton<UncountedHealth>();
        services.AddSingleton(
            provider => new ProjectionAdmin(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<TimeProvider>())
            {
                Worker = provider.GetRequiredService<ProjectionWorker>(),
            });
        services.AddHostedService<FollowingLogs>();
        services.AddSingleton(provider =>
        {
            var signal = provider.GetRequiredService<LogSignal>();
            return new LogWriter(settings.RuntimeConnection, provider.GetRequiredService<TimeProvider>(), (_, _) => signal.Appended());
        });
    }

    /// <summary>The migrations of the modules; the log's own come first.</summary>
    internal static IReadOnlyList<MigrationSet> Migrations { get; } = ModuleMigrations();

    private static IReadOnlyList<MigrationSet> ModuleMigrations()
    {
        var modules = typeof(ProductModules).Assembly;
        const string Prefix = "CustomerTiering.Sql.migrations.";
        return modules.GetManifestResourceNames().Any(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            ? [MigrationSet.FromResources("modules", modules, Prefix)]
            : [];
    }
}
