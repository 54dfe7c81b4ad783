using CustomerTiering.Http.Contract;
using CustomerTiering.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Http;

/// <summary>Conventions shared by all endpoints.</summary>
public static class ApiGroup
{
    public static IServiceCollection AddApiConventions(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => JsonSettings.Apply(options.SerializerOptions));
        // Failures reports what could not be bound, in every environment.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddSingleton<Cursors>();
        return services;
    }

    /// <summary>Must be the outermost middleware.</summary>
    public static IApplicationBuilder UseFailures(this IApplicationBuilder app) => app.UseMiddleware<Failures>().UseStatusProblems();

    /// <summary>Must come after authentication and authorization.</summary>
    public static IApplicationBuilder UseRequestContract(this IApplicationBuilder app) => app.UseMiddleware<RequestContract>();

    /// <summary>The group into which all modules map their endpoints.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes) => routes.MapGroup("/api/v1").WithValidation();
}
