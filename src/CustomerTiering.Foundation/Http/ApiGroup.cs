using CustomerTiering.Http.Contract;
using CustomerTiering.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Http;

/// <summary>What all endpoints of the API have in common.</summary>
public static class ApiGroup
{
    public static IServiceCollection AddApiConventions(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => JsonSettings.Apply(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true); // Failures names what could not be bound, in every environment
        services.AddSingleton<Cursors>();
        return services;
    }

    /// <summary>The outermost layer; everything else comes after it.</summary>
    public static IApplicationBuilder UseFailures(this IApplicationBuilder app) => app.UseMiddleware<Failures>().UseStatusProblems();

    /// <summary>After authentication and authorization.</summary>
    public static IApplicationBuilder UseRequestContract(this IApplicationBuilder app) => app.UseMiddleware<RequestContract>();

    /// <summary>The group below which all modules map their endpoints.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes) => routes.MapGroup("/api/v1").WithValidation();
}
