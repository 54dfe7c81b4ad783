using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Customers;

/// <summary>The declarations of attributes, which customers and policies stand on.</summary>
public static class AttributesModule
{
    public static void MapAttributes(this RouteGroupBuilder api)
    {
        DeclareAttribute.Map(api);
        ReadAttributes.Map(api);
    }
}
