using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Reporting;

/// <summary>Reports over all customers.</summary>
public static class ReportingModule
{
    public static IServiceCollection AddReporting(this IServiceCollection services) => services.AddSingleton<CustomerValues>();

    public static void MapReporting(this RouteGroupBuilder api) => ReadCustomerValue.Map(api);
}
