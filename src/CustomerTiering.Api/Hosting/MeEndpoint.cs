using CustomerTiering.Access;
using CustomerTiering.Http.Answers;

namespace CustomerTiering.Api.Hosting;

/// <summary>The caller as the server reads the token; a first check for integrators.</summary>
public sealed record Me(Guid Tenant, string Subject, IReadOnlyList<string> Roles);

internal static class MeEndpoint
{
    internal static void MapMe(this RouteGroupBuilder api) => api.MapGet("/me", Handle).RequireAnyRole()
        .WithTags("Access").WithName("Me").WithSummary("Get the caller's identity").WithDescription("Company, subject and roles of the token.");

    private static Read<Me> Handle(Caller caller) => new(new(caller.Tenant.Value, caller.Subject, [.. caller.Roles.Order(StringComparer.Ordinal)]));
}
