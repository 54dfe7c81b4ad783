using System.Security.Cryptography;
using System.Text;
using CustomerTiering.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace CustomerTiering.Api.Tokens;

/// <summary>
/// Logs every denied request with its endpoint and a pseudonym of the caller: enough to see a pattern, too little to identify a person.
/// </summary>
internal sealed partial class DeniedAuthorizations(ILogger<DeniedAuthorizations> log) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _standard = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded) return next(context);
        if (authorizeResult.Challenged) Unauthenticated(context.Request.Method, context.GetEndpoint()?.DisplayName);
        else if (Caller.TryOf(context.User, out var caller))
            Forbidden(context.Request.Method, context.GetEndpoint()?.DisplayName, caller.Tenant.Value, Pseudonym(caller));
        return _standard.HandleAsync(next, context, policy, authorizeResult);
    }

    private static string Pseudonym(Caller caller) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Tenant}\n{caller.Subject}")))[..12];

    [LoggerMessage(Level = LogLevel.Warning, Message = "Denied: no valid token for {Method} {Endpoint}")]
    private partial void Unauthenticated(string method, string? endpoint);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Denied: {Method} {Endpoint} to {Subject} of {Tenant}")]
    private partial void Forbidden(string method, string? endpoint, Guid tenant, string subject);
}
