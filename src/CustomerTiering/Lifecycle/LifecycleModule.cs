using CustomerTiering.BulkRuns;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Lifecycle;

/// <summary>Stages of a customer's life: moved by facts, by silence on the day it counts, and in runs over everybody.</summary>
public static class LifecycleModule
{
    public static IServiceCollection AddLifecycle(this IServiceCollection services) => services
        .AddSingleton<StageTimers>()
        .AddSingleton<StageJudge>()
        .AddSingleton<StagesByThemselves>()
        .AddSingleton<LifecycleBeginnings>()
        .AddSingleton<StageReports>()
        .AddSingleton<Projection, StagesProjection>()
        .AddSingleton(provider => provider.GetRequiredService<StagesByThemselves>().Follower)
        .AddSingleton(provider => provider.GetRequiredService<LifecycleBeginnings>().Follower)
        .AddSingleton(new Kind<TimerHandler>(LifecycleBeginnings.Kind, provider => provider.GetRequiredService<LifecycleBeginnings>().HandleAsync))
        .AddSingleton(new Kind<TimerHandler>(StageTimers.Kind, provider => provider.GetRequiredService<StagesByThemselves>().HandleAsync))
        .AddRun<LifecycleRuns>();

    public static void MapLifecycle(this RouteGroupBuilder api)
    {
        ReadStages.Map(api.MapGroup("/customers").WithTags("stages"));
        StageReports.Map(api.MapGroup("/reports").WithTags("reports"));
    }
}
