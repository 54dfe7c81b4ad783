using CustomerTiering.Access;
using CustomerTiering.Http.Contract;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CustomerTiering.Api.OpenApi;

/// <summary>Writes into each operation what holds for all: who may call it, the headers that it needs, and the problems that it may answer.</summary>
internal sealed class OperationContract : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAllowAnonymous>().Any()) return;
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(OpenApiDocument.Bearer, context.Document)] = [] }];
        var roles = metadata.OfType<AllowedRoles>().Select(one => string.Join(", ", one.Any)).ToArray();
        if (roles.Length > 0) operation.Description = $"{operation.Description}\n\nRoles: {string.Join("; and one of: ", roles)}.".Trim();

        var change = context.ApiDescription.HttpMethod is not ("GET" or "HEAD");
        if (metadata.OfType<NeedsIdempotencyKey>().Any() && context.ApiDescription.HttpMethod == "POST")
            Header(operation, CommandKey.Header, required: true, "Of the caller's choice, 1 to 200 visible ASCII characters; the same for each try of the same command.", "3f1c9a7e-order-1001");
        if (metadata.OfType<NeedsIfMatch>().Any()) Header(operation, "If-Match", required: true, "The ETag of what was read.", "\"v3\"");
        if (!change) Header(operation, ReadPosition.Header, required: false, "Answer from read models that have got at least this far.", "1042");

        Answer(operation, context, "400", "Malformed or invalid; all errors at once.");
        Answer(operation, context, "401", "No valid access token.");
        Answer(operation, context, "403", "Not with these roles, or an unknown tenant.");
        Answer(operation, context, "404", "Nothing of this id in this company.");
        if (change)
        {
            Answer(operation, context, "409", "It conflicts with what was recorded meanwhile.");
            Answer(operation, context, "413", "The body is too large.");
            Answer(operation, context, "415", "Not application/json.");
            Answer(operation, context, "422", "A rule of the business forbids it, or an idempotency key was used for something else.");
        }
        if (metadata.OfType<NeedsIfMatch>().Any())
        {
            Answer(operation, context, "412", "Changed since it was read.");
            Answer(operation, context, "428", "If-Match is missing.");
        }
        Answer(operation, context, "429", "Too many requests; see Retry-After.");
        Answer(operation, context, "503", "Not now; see Retry-After.");
    }

    private static void Header(OpenApiOperation operation, string name, bool required, string description, string example)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = required,
            Description = description,
            Example = example,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }

    private static void Answer(OpenApiOperation operation, OperationFilterContext context, string status, string description)
    {
        operation.Responses ??= [];
        if (operation.Responses.ContainsKey(status)) return;
        operation.Responses[status] = new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, IOpenApiMediaType>
            {
                ["application/problem+json"] = new OpenApiMediaType { Schema = context.SchemaGenerator.GenerateSchema(typeof(ProblemDetails), context.SchemaRepository) },
            },
        };
    }
}
