using System.Security.Claims;
using CustomerTiering.EventLog;
using Microsoft.AspNetCore.Http;

namespace CustomerTiering.Access;

/// <summary>The authenticated caller and tenant, both taken only from the signed token, never from a path, a body or another header.</summary>
/// <param name="Subject">The stable id of the person or service. It tells author and approver apart, regardless of roles.</param>
/// <param name="Roles">The roles of the token.</param>
public sealed record Caller(TenantId Tenant, string Subject, IReadOnlySet<string> Roles)
{
    /// <summary>The claim that holds the tenant's id.</summary>
    public const string TenantClaim = "tenant";

    /// <summary>The claim that holds a role; may occur several times.</summary>
    public const string RoleClaim = "roles";

    /// <summary>Whether the caller may see data that identifies or quotes a person.</summary>
    public bool SeesPersons => Roles.Overlaps(Access.Roles.SeesPersons);

    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context.User));

    /// <summary>The caller described by a validated token.</summary>
    /// <exception cref="InvalidOperationException">
    /// The token has no subject or tenant, which the authorization policy should have rejected.
    /// </exception>
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
