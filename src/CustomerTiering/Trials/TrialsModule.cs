using CustomerTiering.Composition;
using CustomerTiering.Policies;

namespace CustomerTiering.Trials;

/// <summary>Trials: drafts of a policy on everybody's history, and one customer at any date. Nothing is decided, and nothing but a trial's result is kept.</summary>
public sealed class TrialsModule : Module
{
    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<TrialPlanning>()
        .AddSingleton<CustomerTrial>()
        .AddRun<TrialRuns>()
        .AddSingleton<FindTrial>(provider => provider.GetRequiredService<TrialRuns>().FindAsync);

    public override void Map(RouteGroupBuilder api)
    {
        TryCustomer.Map(api.MapGroup("/trials").WithTags("trials"));
        TrialRuns.Map(api);
    }
}
