using CustomerTiering.Access;
using CustomerTiering.Http.Contract;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CustomerTiering.Api.OpenApi;

/// <summary>Adds roles, required headers and possible problems to each operation.</summary>
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
            Header(operation, CommandKey.Header, required: true,
                "A key chosen by the caller: 1 to 200 visible ASCII characters. Use the same key for each retry of the command.",
                "3f1c9a7e-order-1001");
        if (metadata.OfType<NeedsIfMatch>().Any()) Header(operation, "If-Match", required: true, "The ETag of the version that was read.", "\"v3\"");
        if (!change)
            Header(operation, ReadPosition.Header, required: false, "The log position that the read models must have reached before the answer.",
                "1042");

        Answer(operation, context, "400", "The request is malformed or invalid. The answer lists all errors.");
        Answer(operation, context, "401", "The access token is missing or invalid.");
        Answer(operation, context, "403", "The roles of the token do not allow this, or its tenant is unknown.");
        Answer(operation, context, "404", "The company has no object with this id.");
        if (change)
        {
            Answer(operation, context, "409", "The request conflicts with a concurrent change.");
            Answer(operation, context, "413", "The body is too large.");
            Answer(operation, context, "415", "The body is not application/json.");
            Answer(operation, context, "422", "A business rule forbids the request, or the idempotency key was used for a different request.");
        }
        if (metadata.OfType<NeedsIfMatch>().Any())
        {
            Answer(operation, context, "412", "The version in If-Match is not the current one.");
            Answer(operation, context, "428", "If-Match is missing.");
        }
        Answer(operation, context, "429", "Too many requests; see Retry-After.");
        Answer(operation, context, "503", "Temporarily unavailable; see Retry-After.");
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
                ["application/problem+json"] =
                    new OpenApiMediaType { Schema = context.SchemaGenerator.GenerateSchema(typeof(ProblemDetails), context.SchemaRepository) },
            },
        };
    }
}
