using CustomerTiering.Composition;
using CustomerTiering.Policies;
using CustomerTiering.Walks;

namespace CustomerTiering.Lifecycle;

/// <summary>Stages of a customer's life: moved by facts, by silence on the day it counts, and in runs over everybody.</summary>
public sealed class LifecycleModule : Module
{
    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<StageReports>()
        .AddProjection<StagesProjection>()
        .AddWalk<LifecycleWalk>(LifecycleWalk.Due)
        .AddBeginnings<LifecycleBeginnings>(LifecycleBeginnings.Kind)
        .AddRun<LifecycleRuns>();

    public override void Map(RouteGroupBuilder api)
    {
        ReadStages.Map(api.MapGroup("/customers").WithTags("stages"));
        LifecycleRuns.Map(api);
        StageReports.Map(api.MapGroup("/reports").WithTags("reports"));
    }
}
