using CustomerTiering.Composition;

namespace CustomerTiering.Reporting;

/// <summary>Reports over all customers.</summary>
public sealed class ReportingModule : Module
{
    public override void AddServices(IServiceCollection services) => services.AddSingleton<CustomerValues>();

    public override void Map(RouteGroupBuilder api) => ReadCustomerValue.Map(api);
}
