using Microsoft.AspNetCore.Builder;

namespace CustomerTiering.Access;

/// <summary>Says on a group or an endpoint who may call it.</summary>
public static class RoleRequirements
{
    /// <summary>Lets in whoever has one of the roles. Said on a group and on an endpoint in it, both must hold.</summary>
    public static TBuilder RequireRoles<TBuilder>(this TBuilder builder, params IReadOnlyList<string> roles)
        where TBuilder : IEndpointConventionBuilder
    {
        if (roles.Count == 0 || roles.Except(Roles.All).Any()) throw new ArgumentException($"Not roles of ours: {string.Join(", ", roles)}.", nameof(roles));
        return builder
            .RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireClaim(Caller.RoleClaim, roles))
            .WithMetadata(new AllowedRoles(roles));
    }

    /// <summary>Lets in whoever has any of the roles.</summary>
    public static TBuilder RequireAnyRole<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.RequireRoles(Roles.All);
}

/// <summary>Who may call an endpoint, for documentation and for the test that tries every role on every endpoint. Several hold together.</summary>
/// <param name="Any">One of these.</param>
public sealed record AllowedRoles(IReadOnlyList<string> Any);
