namespace CustomerTiering.Customers;

/// <summary>The company's declared attributes, by name.</summary>
public static class ReadAttributes
{
    internal static void Map(RouteGroupBuilder group) => group
        .MapGet("/attributes", async Task<Read<IReadOnlyList<AttributeDeclared>>> (Caller caller, Attributes attributes, CancellationToken cancel) =>
        {
            var catalogue = await attributes.CurrentAsync(caller.Tenant, cancel);
            return new([.. catalogue.Declared.Values.OrderBy(one => one.Name, StringComparer.Ordinal)], version: catalogue.Version);
        })
        .WithTags("customers").WithSummary("List the declared customer attributes").RequireRoles(Roles.ReadsCustomers);
}
