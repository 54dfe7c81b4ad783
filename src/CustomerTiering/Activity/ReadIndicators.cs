using CustomerTiering.EventLog.Projections;

namespace CustomerTiering.Activity;

/// <summary>The declared indicators, and the names in use without a declaration.</summary>
public static class ReadIndicators
{
    private static readonly IndicatorNamesProjection Names = new();

    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/indicators/declarations",
            async Task<Read<IReadOnlyList<IndicatorDeclared>>> (Caller caller, Indicators indicators, CancellationToken cancel) =>
            {
                var catalogue = await indicators.CurrentAsync(caller.Tenant, cancel);
                return new([.. catalogue.Declared.Values.OrderBy(one => one.Name, StringComparer.Ordinal)], version: catalogue.Version);
            })
            .WithSummary("List the declared indicators").RequireRoles(Roles.ReadsCustomers);
        group.MapGet("/indicators/gaps", async Task<Read<IReadOnlyList<IndicatorName>>> (
                Caller caller, Indicators indicators, ReadModels readModels, CancellationToken cancel) =>
            {
                var used = await readModels.QueryAsync(
                    caller.Tenant, IndicatorNamesProjection.ProjectionName,
                    "select view from indicator_name where tenant_id = @tenant and generation = @generation order by key",
                    new Dictionary<string, object>(),
                    row => Names.Read(row.GetFieldValue<byte[]>(0)), cancel);
                var catalogue = await indicators.CurrentAsync(caller.Tenant, cancel);
                var gaps = used.Value.Where(one => !catalogue.Declared.ContainsKey(one.Name)).OrderBy(one => one.Name, StringComparer.Ordinal);
                return new([.. gaps], used.Position);
            })
            .WithSummary("List indicators that are in use but not declared").RequireRoles(Roles.ReadsCustomers)
            .AnswersFrom(IndicatorNamesProjection.ProjectionName);
    }
}
