using CustomerTiering.Composition;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Lifecycle;

/// <summary>Stages of a customer's life: moved by facts, by silence on the day it counts, and in runs over everybody.</summary>
public sealed class LifecycleModule : Module
{
    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<StageTimers>()
        .AddSingleton<StageJudge>()
        .AddSingleton<StageReports>()
        .AddProjection<StagesProjection>()
        .AddFollower<StagesByThemselves>(service => service.Follower)
        .AddFollower<LifecycleBeginnings>(service => service.Follower)
        .AddTimer<LifecycleBeginnings>(LifecycleBeginnings.Kind, service => service.HandleAsync)
        .AddTimer<StagesByThemselves>(StageTimers.Kind, service => service.HandleAsync)
        .AddRun<LifecycleRuns>();

    public override void Map(RouteGroupBuilder api)
    {
        ReadStages.Map(api.MapGroup("/customers").WithTags("stages"));
        LifecycleRuns.Map(api);
        StageReports.Map(api.MapGroup("/reports").WithTags("reports"));
    }
}
