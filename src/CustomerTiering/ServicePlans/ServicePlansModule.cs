using CustomerTiering.EventLog.Projections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.ServicePlans;

/// <summary>Which service plans serve whom: assigned by the decisions of tiers. What a plan says is a standard.</summary>
public static class ServicePlansModule
{
    public static IServiceCollection AddServicePlans(this IServiceCollection services) => services
        .AddSingleton<PlanAssignments>()
        .AddSingleton<PlanReports>()
        .AddSingleton<Projection, CustomerPlansProjection>()
        .AddSingleton(provider => provider.GetRequiredService<PlanAssignments>().Follower);

    public static void MapServicePlans(this RouteGroupBuilder api)
    {
        var plans = api.MapGroup("/service-plans").WithTags("service-plans");
        ReadServicePlan.Map(plans);
        ReadCustomerPlans.Map(api.MapGroup("/customers").WithTags("service-plans"));
        PlanReports.Map(plans, api.MapGroup("/reports").WithTags("reports"));
    }
}
