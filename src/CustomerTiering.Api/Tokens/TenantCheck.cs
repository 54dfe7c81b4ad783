using CustomerTiering.Access;
using CustomerTiering.Http;

namespace CustomerTiering.Api.Tokens;

/// <summary>Requires a subject in a valid token, and a tenant that has a log in this database.</summary>
internal sealed partial class TenantCheck(RequestDelegate next, KnownTenants tenants, ILogger<TenantCheck> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.User.Identity?.IsAuthenticated == true)
        {
            if (!Caller.TryOf(context.User, out var caller))
            {
                Incomplete(context.GetEndpoint()?.DisplayName);
                await Problem.Forbidden("incomplete-token", "The token has no sub or no tenant claim.").ToResult().ExecuteAsync(context);
                return;
            }
            if (!await tenants.ContainsAsync(caller.Tenant, context.RequestAborted))
            {
                Unknown(caller.Tenant.Value, context.GetEndpoint()?.DisplayName);
                await Problem.Forbidden("unknown-tenant", "The token's tenant has no log on this server; an operator must add it.")
                    .ToResult().ExecuteAsync(context);
                return;
            }
        }
        await next(context);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Denied: a token of the unknown tenant {Tenant} at {Endpoint}")]
    private partial void Unknown(Guid tenant, string? endpoint);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Denied: a token without subject or tenant at {Endpoint}")]
    private partial void Incomplete(string? endpoint);
}
