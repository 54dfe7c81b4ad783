using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Policies;

/// <summary>
/// The names that a company's standards may refer to: its declared attributes and, once any exist, its service plans, segments and lifecycle stages.
/// Before that, segments are free names from sources, and stages are those of a future lifecycle.
/// </summary>
public sealed class StandardCatalogue(Attributes attributes, StandardsInForce standards)
{
    public async Task<Catalogue> AtHandAsync(TenantId tenant, CancellationToken cancel)
    {
        var declared = await attributes.CurrentAsync(tenant, cancel);
        return new(
            Segments: await standards.CodesAsync(tenant, StandardKind.Segment, cancel),
            ServicePlans: await standards.CodesAsync(tenant, StandardKind.ServicePlan, cancel),
            Stages: await standards.StagesAsync(tenant, cancel),
            Attributes: declared.Declared.Values.ToDictionary(attribute => attribute.Name, DeclarationOf));
    }

    internal static AttributeDeclaration DeclarationOf(AttributeDeclared attribute) => new(TypeOf(attribute.Type), attribute.Class == "personal");

    private static AttributeType TypeOf(string type) => type switch
    {
        "number" => AttributeType.Number,
        "boolean" => AttributeType.Boolean,
        _ => AttributeType.Text,
    };
}
