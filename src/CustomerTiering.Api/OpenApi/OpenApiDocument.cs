using Microsoft.OpenApi;

namespace CustomerTiering.Api.OpenApi;

/// <summary>Serves the generated API description at /swagger/v1/swagger.json, and a page to try it at /swagger.</summary>
internal static class OpenApiDocument
{
    internal const string Bearer = "bearer";

    internal static void AddOpenApiDocument(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "CustomerTiering",
                Version = "v1",
                Description =
                    "Customer tiering and key-account management: records facts, and decides tiers, lifecycle stages and service plans, each "
                        + "decision with its trace.",
            });
            options.AddSecurityDefinition(Bearer, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "An access token (at+jwt) of the configured authority, with the claims sub, tenant and roles.",
            });
            options.OperationFilter<OperationContract>();
            options.ParameterFilter<ParameterWords>();
            options.SchemaFilter<ValueSchemas>();
            options.SupportNonNullableReferenceTypes();
            options.CustomSchemaIds(SchemaId);
        });
    }

    internal static void UseOpenApiDocument(this IApplicationBuilder app)
    {
        app.UseSwagger(options => options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1);
        app.UseSwaggerUI(options =>
        {
            options.SwaggerEndpoint("/swagger/v1/swagger.json", "CustomerTiering v1");
            options.DocumentTitle = "CustomerTiering";
        });
    }

    private static string SchemaId(Type type) => type.IsGenericType
        ? type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)] + "Of" + string.Concat(type.GetGenericArguments().Select(SchemaId))
        : type.Name;
}
