using CustomerTiering.Composition;
using CustomerTiering.Policies;

namespace CustomerTiering.Trials;

/// <summary>
/// Trials of policy drafts on the history of all customers, and of one customer on any date. No decisions are recorded; only a trial's result is
/// stored.
/// </summary>
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
