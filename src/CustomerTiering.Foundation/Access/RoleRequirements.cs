using Microsoft.AspNetCore.Builder;

namespace CustomerTiering.Access;

/// <summary>Declares the roles of groups and endpoints.</summary>
public static class RoleRequirements
{
    /// <summary>Requires one of the roles. If declared on both a group and its endpoint, both requirements apply.</summary>
    public static TBuilder RequireRoles<TBuilder>(this TBuilder builder, params IReadOnlyList<string> roles)
        where TBuilder : IEndpointConventionBuilder
    {
        if (roles.Count == 0 || roles.Except(Roles.All).Any())
            throw new ArgumentException($"Not roles of ours: {string.Join(", ", roles)}.", nameof(roles));
        return builder
            .RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireClaim(Caller.RoleClaim, roles))
            .WithMetadata(new AllowedRoles(roles));
    }

    public static TBuilder RequireAnyRole<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.RequireRoles(Roles.All);
}

/// <summary>
/// The roles that may call an endpoint, for documentation and for the test of every role on every endpoint. Several entries all apply.
/// </summary>
/// <param name="Any">One of these is required.</param>
public sealed record AllowedRoles(IReadOnlyList<string> Any);
