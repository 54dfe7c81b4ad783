using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Policies;

/// <summary>
/// What a company's standards may refer to: the attributes that it has declared and, once there are any, its service plans, its segments and the stages of its lifecycle.
/// Before, segments are names that sources state freely, and stages those of a lifecycle to come.
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
