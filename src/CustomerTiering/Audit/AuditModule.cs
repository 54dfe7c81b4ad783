using CustomerTiering.Composition;

namespace CustomerTiering.Audit;

/// <summary>The audit trail: what happened, who did it, and what was known when. Read-only, directly from the log, for authorized callers.</summary>
public sealed class AuditModule : Module
{
    public override void AddServices(IServiceCollection services) => services.AddSingleton<AuditTrail>();

    public override void Map(RouteGroupBuilder api)
    {
        ReadAuditTrail.Map(api.MapGroup("/audit").WithTags("audit"));
        ReadCustomerState.Map(api.MapGroup("").WithTags("audit"));
    }
}
