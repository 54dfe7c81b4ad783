using CustomerTiering.Composition;
using CustomerTiering.Policies;
using CustomerTiering.Walks;

namespace CustomerTiering.Lifecycle;

/// <summary>Customers' lifecycle stages: judged on facts, on silence when it falls due, and in runs over all customers.</summary>
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
