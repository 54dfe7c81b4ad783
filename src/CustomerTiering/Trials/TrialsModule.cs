using CustomerTiering.BulkRuns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Trials;

/// <summary>Trials: drafts of a policy on everybody's history, and one customer at any date. Nothing is decided, and nothing but a trial's result is kept.</summary>
public static class TrialsModule
{
    public static IServiceCollection AddTrials(this IServiceCollection services) => services
        .AddSingleton<TrialPlanning>()
        .AddSingleton<CustomerTrial>()
        .AddRun<TrialRuns>();

    public static void MapTrials(this RouteGroupBuilder api) => TryCustomer.Map(api.MapGroup("/trials").WithTags("trials"));
}
