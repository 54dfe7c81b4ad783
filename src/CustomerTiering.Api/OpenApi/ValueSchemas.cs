using CustomerTiering.Rules.Values;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CustomerTiering.Api.OpenApi;

/// <summary>Describes values as in JSON: amounts as strings, times in UTC, enums in kebab-case.</summary>
internal sealed class ValueSchemas : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema described) return;
        var type = Nullable.GetUnderlyingType(context.Type) ?? context.Type;
        if (type == typeof(decimal))
        {
            (described.Type, described.Format, described.Pattern, described.Examples) =
                (JsonSchemaType.String, "decimal", "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$", ["12.5"]);
        }
        else if (type == typeof(Instant) || type == typeof(DateTimeOffset))
        {
            (described.Type, described.Format, described.Examples) = (JsonSchemaType.String, "date-time", ["2026-11-20T16:00:00.000000Z"]);
            described.Properties?.Clear();
        }
        else if (type == typeof(DateOnly))
        {
            described.Examples = ["2026-11-20"];
        }
    }
}
