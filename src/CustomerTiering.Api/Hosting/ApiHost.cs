using CustomerTiering.Api.OpenApi;
using CustomerTiering.Api.Tokens;
using CustomerTiering.Composition;
using CustomerTiering.Http;

namespace CustomerTiering.Api.Hosting;

/// <summary>Composes the server, in the order of its pipeline.</summary>
public static class ApiHost
{
    /// <summary>The services of all commands; the server is not started.</summary>
    /// <exception cref="Refused">The configuration is invalid; one line per error.</exception>
    public static WebApplicationBuilder CreateBuilder(HostSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { EnvironmentName = settings.Environment, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(settings.Configuration);
        var configured = new ConfiguredValues(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => MasterKey.Load(builder.Configuration, services.GetRequiredService<HostSettings>()));
        builder.AddQuietLogs();
        builder.AddTelemetry();
        builder.Services.AddEventLog(settings);
        builder.Services.AddApiConventions();
        builder.Services.AddCompanyRules(configured);
        builder.Services.AddModules(ProductModules.All);
        builder.Services.AddBackgroundWork();
        builder.AddTokens(settings);
        builder.Services.AddRateLimits(configured);
        builder.Services.AddOpenApiDocument();
        builder.AddConnectionLimits();
        configured.RefuseUnlessRight();
        return builder;
    }

    /// <summary>Builds the pipeline and all endpoints. <paramref name="more"/> adds endpoints of tests to the API's group.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, Action<RouteGroupBuilder>? more = null)
    {
        var app = builder.Build();
        app.UseFailures();
        app.UseSafeHeaders();
        app.UseOpenApiDocument();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseMiddleware<TenantCheck>();
        app.UseAuthorization();
        app.UseRequestContract();
        app.MapHealth();
        var api = app.MapApi();
        api.MapMe();
        api.MapModules(ProductModules.All);
        more?.Invoke(api);
        return app;
    }
}
