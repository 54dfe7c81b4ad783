using CustomerTiering.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerTiering.Audit;

/// <summary>What happened, who did it, and what was known when: read straight from the log, by those who may, and changed by nobody.</summary>
public static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.TryAddSingleton<ReadableEvents>();
        return services.AddSingleton<AuditTrail>();
    }

    public static void MapAudit(this RouteGroupBuilder api)
    {
        ReadAuditTrail.Map(api.MapGroup("/audit").WithTags("audit"));
        ReadCustomerState.Map(api.MapGroup("").WithTags("audit"));
    }
}
