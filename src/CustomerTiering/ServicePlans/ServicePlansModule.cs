using CustomerTiering.Composition;

namespace CustomerTiering.ServicePlans;

/// <summary>Assignment of service plans to customers by tier decisions. The content of plans is a standard.</summary>
public sealed class ServicePlansModule : Module
{
    public override IReadOnlyList<EventType> Events =>
    [
        new("ServicePlanAssigned", 1, typeof(ServicePlanAssigned)),
        new("ServicePlanEnded", 1, typeof(ServicePlanEnded)),
    ];

    public override void AddServices(IServiceCollection services) => services
        .AddSingleton<PlanReports>()
        .AddProjection<CustomerPlansProjection>()
        .AddFollower<PlanAssignments>(service => service.Follower);

    public override void Map(RouteGroupBuilder api)
    {
        var plans = api.MapGroup("/service-plans").WithTags("service-plans");
        ReadServicePlan.Map(plans);
        ReadCustomerPlans.Map(api.MapGroup("/customers").WithTags("service-plans"));
        PlanReports.Map(plans, api.MapGroup("/reports").WithTags("reports"));
    }
}
