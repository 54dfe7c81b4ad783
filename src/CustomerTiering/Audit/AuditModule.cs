using CustomerTiering.Composition;

namespace CustomerTiering.Audit;

/// <summary>What happened, who did it, and what was known when: read straight from the log, by those who may, and changed by nobody.</summary>
public sealed class AuditModule : Module
{
    public override void AddServices(IServiceCollection services) => services.AddSingleton<AuditTrail>();

    public override void Map(RouteGroupBuilder api)
    {
        ReadAuditTrail.Map(api.MapGroup("/audit").WithTags("audit"));
        ReadCustomerState.Map(api.MapGroup("").WithTags("audit"));
    }
}
