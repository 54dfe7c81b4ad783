using CustomerTiering.Access;
using CustomerTiering.EventLog.Work;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerTiering.BulkRuns;

/// <summary>A kind of run, registered by one line of its module.</summary>
public interface IRunOverHttp
{
    static abstract RunDescription About { get; }

    RunKind RunKind { get; }

    static abstract void Map(RouteGroupBuilder api);

    Task<Results<Ok, ProblemHttpResult>> CancelAsync(Guid run, Caller caller, CancellationToken cancel);
}

/// <summary>Runs over all customers: what every kind has in common.</summary>
public static class BulkRunsModule
{
    /// <summary>Registers a kind of run with its worker and its endpoints.</summary>
    public static IServiceCollection AddRun<TRun>(this IServiceCollection services)
        where TRun : class, IRunOverHttp
    {
        services.TryAddSingleton<RunServices>();
        return services
            .AddSingleton<TRun>()
            .AddSingleton(new Kind<RunKind>(TRun.About.Kind, provider => provider.GetRequiredService<TRun>().RunKind))
            .AddSingleton(new RunRoutes(TRun.Map));
    }

    /// <summary>Maps the endpoints of all kinds.</summary>
    public static void MapRuns(this RouteGroupBuilder api)
    {
        foreach (var run in ((IEndpointRouteBuilder)api).ServiceProvider.GetServices<RunRoutes>()) run.Map(api);
    }

    private sealed record RunRoutes(Action<RouteGroupBuilder> Map);
}
