using CustomerTiering.BulkRuns;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Policies;
using CustomerTiering.Walks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Lifecycle;

/// <summary>Stages of a customer's life: moved by facts, by silence on the day it counts, and in runs over everybody.</summary>
public static class LifecycleModule
{
    public static IServiceCollection AddLifecycle(this IServiceCollection services) => services
        .AddSingleton<StageReports>()
        .AddSingleton<Projection, StagesProjection>()
        .AddWalk<LifecycleWalk>(LifecycleWalk.Due)
        .AddBeginnings<LifecycleBeginnings>(LifecycleBeginnings.Kind)
        .AddRun<LifecycleRuns>();

    public static void MapLifecycle(this RouteGroupBuilder api)
    {
        ReadStages.Map(api.MapGroup("/customers").WithTags("stages"));
        StageReports.Map(api.MapGroup("/reports").WithTags("reports"));
    }
}
