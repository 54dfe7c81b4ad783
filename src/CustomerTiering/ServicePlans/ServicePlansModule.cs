using CustomerTiering.EventLog.Projections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.ServicePlans;

/// <summary>Service plans: published in versions, and assigned by the decisions of tiers.</summary>
public static class ServicePlansModule
{
    public static IServiceCollection AddServicePlans(this IServiceCollection services) => services
        .AddSingleton<PublishedPlans>()
        .AddSingleton<PlanAssignments>()
        .AddSingleton<PlanReports>()
        .AddSingleton<Projection, ServicePlansProjection>()
        .AddSingleton<Projection, CustomerPlansProjection>()
        .AddSingleton(provider => provider.GetRequiredService<PlanAssignments>().Follower);

    public static void MapServicePlans(this RouteGroupBuilder api)
    {
        var plans = api.MapGroup("/service-plans").WithTags("service-plans");
        PublishServicePlan.Map(plans);
        RetireServicePlan.Map(plans);
        ReadServicePlans.Map(plans);
        ReadCustomerPlans.Map(api.MapGroup("/customers").WithTags("service-plans"));
        PlanReports.Map(plans, api.MapGroup("/reports").WithTags("reports"));
    }
}
