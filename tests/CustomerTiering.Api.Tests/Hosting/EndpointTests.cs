using System.Net;
using System.Text.Json;
using CustomerTiering.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Api.Tests.Hosting;

public sealed class EndpointTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public void Every_endpoint_of_the_API_says_who_may_call_it() => Assert.Empty(Unguarded(Endpoints(api.App)));

    [Fact]
    public void An_endpoint_that_says_nothing_is_found()
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGroup("/api/v1").MapGet("/forgotten", () => "open");

        Assert.Equal(["/api/v1/forgotten"], Unguarded(((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints)));
    }

    /// <summary>Every endpoint, whatever module it comes from, with every role: who is not named is refused, who is named is not.</summary>
    [Fact]
    public async Task Each_role_may_call_what_is_declared_for_it_and_nothing_else()
    {
        var wrong = new List<string>();
        Endpoint[] endpoints = [.. Endpoints(api.App).Where(IsOfApi)];
        Assert.InRange(endpoints.Length, 140, int.MaxValue);
        foreach (var endpoint in endpoints)
        {
            var allowed = endpoint.Metadata.GetOrderedMetadata<AllowedRoles>()
                .Select(one => one.Any.AsEnumerable()).Aggregate((a, b) => a.Intersect(b)).ToArray();
            foreach (var role in Roles.All)
            {
                var status = await StatusAsync(endpoint, role);
                if (allowed.Contains(role) == status is HttpStatusCode.Forbidden) wrong.Add($"{endpoint.DisplayName} as {role}: {status}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public async Task Health_is_told_to_everybody()
    {
        Assert.Equal("""{"status":"ok"}""", await api.Stranger().GetStringAsync("/health/live"));
        Assert.Equal("""{"status":"ok","database":true,"migrated":true,"key":true}""", await api.Stranger().GetStringAsync("/health/ready"));
    }

    [Fact]
    public async Task The_description_of_the_API_is_whole()
    {
        var document = JsonDocument.Parse(await api.Stranger().GetStringAsync("/swagger/v1/swagger.json")).RootElement;

        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var operations = document.GetProperty("paths").EnumerateObject().Where(path => path.Name.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Name: $"{operation.Name} {path.Name}", operation.Value))).ToArray();
        Assert.NotEmpty(operations);
        Assert.All(operations, operation =>
        {
            Assert.True(operation.Value.TryGetProperty("summary", out var summary) && summary.GetString()!.Length > 0,
                $"{operation.Name} has no summary");
            if (operation.Value.TryGetProperty("parameters", out var parameters))
            {
                Assert.All(parameters.EnumerateArray(), parameter => Assert.True(
                    parameter.TryGetProperty("description", out var words) && words.GetString()!.Length > 0,
                    $"{operation.Name} does not say what {parameter.GetProperty("name")} is"));
            }
            Assert.True(operation.Value.TryGetProperty("security", out var security) && security.GetArrayLength() > 0,
                $"{operation.Name} needs no token");
        });
    }

    private static IEnumerable<Endpoint> Endpoints(WebApplication app) =>
        app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints);

    private static IEnumerable<string?> Unguarded(IEnumerable<Endpoint> endpoints) => endpoints
        .Where(endpoint => IsOfApi(
            endpoint) && (endpoint.Metadata.GetMetadata<AllowedRoles>() is null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null))
        .Select(endpoint => ((RouteEndpoint)endpoint).RoutePattern.RawText);

    private static bool IsOfApi(Endpoint endpoint) =>
        endpoint is RouteEndpoint { RoutePattern.RawText: { } route } && route.StartsWith("/api/", StringComparison.Ordinal);

    private async Task<HttpStatusCode> StatusAsync(Endpoint endpoint, string role)
    {
        var path = string.Join('/', ((RouteEndpoint)endpoint).RoutePattern.PathSegments
            .Select(segment => segment.Parts[0] switch
            {
                RoutePatternLiteralPart literal => literal.Content,
                RoutePatternParameterPart number when number.ParameterPolicies.Any(policy => policy.Content == "int") => "1",
                _ => Guid.Empty.ToString(),
            }));
        var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
        using var request = new HttpRequestMessage(new HttpMethod(method), "/" + path);
        using var answer = await api.As(role).SendAsync(request);
        return answer.StatusCode;
    }
}
