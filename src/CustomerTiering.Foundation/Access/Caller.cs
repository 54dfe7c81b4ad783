using System.Security.Claims;
using CustomerTiering.EventLog;
using Microsoft.AspNetCore.Http;

namespace CustomerTiering.Access;

/// <summary>Who asks, and for which company: both from the signed token alone, never from a path, a body or another header.</summary>
/// <param name="Tenant">The company.</param>
/// <param name="Subject">The stable id of the person or service, by which author and approver are told apart, whatever role they use.</param>
/// <param name="Roles">What the token lets them do.</param>
public sealed record Caller(TenantId Tenant, string Subject, IReadOnlySet<string> Roles)
{
    /// <summary>Name of the claim that holds the tenant's id.</summary>
    public const string TenantClaim = "tenant";

    /// <summary>Name of the claim that holds a role; it may occur several times.</summary>
    public const string RoleClaim = "roles";

    /// <summary>Whether the caller may see what identifies or quotes a person.</summary>
    public bool SeesPersons => Roles.Overlaps(Access.Roles.SeesPersons);

    /// <summary>The caller of a request that passed authentication and the tenant check.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context.User));

    /// <summary>The caller that a validated token describes.</summary>
    /// <exception cref="InvalidOperationException">The token has no subject or no tenant; the authorization policy lets none such through.</exception>
    public static Caller Of(ClaimsPrincipal user) =>
        TryOf(user, out var caller) ? caller : throw new InvalidOperationException("A request without subject and tenant reached an endpoint.");

    public static bool TryOf(ClaimsPrincipal user, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Caller? caller)
    {
        caller = null;
        if (user.FindFirstValue("sub") is not { Length: > 0 and <= 200 } subject) return false;
        if (!Guid.TryParseExact(user.FindFirstValue(TenantClaim), "D", out var tenant)) return false;
        caller = new(new(tenant), subject, user.FindAll(RoleClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal));
        return true;
    }
}
