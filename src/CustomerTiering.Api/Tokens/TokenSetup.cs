using CustomerTiering.Access;
using CustomerTiering.Api.Hosting;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CustomerTiering.Api.Tokens;

/// <summary>
/// Accepts access tokens (RFC 9068) of one authority (<c>Auth:Authority</c>, <c>Auth:Audience</c>) or, in Development without one, of the host
/// itself. Endpoints without a policy of their own still require a valid token.
/// </summary>
internal static class TokenSetup
{
    internal static void AddTokens(this WebApplicationBuilder builder, HostSettings settings)
    {
        builder.Services.AddSingleton<DevelopmentTokens>();
        builder.Services.AddSingleton<KnownTenants>();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IConfiguration, IServiceProvider>((options, configuration, services) => Set(options, configuration, settings, services));
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, DeniedAuthorizations>();
    }

    /// <summary>Refuses to start without a usable token configuration.</summary>
    internal static void Check(IServiceProvider services) =>
        services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme);

    private static void Set(JwtBearerOptions options, IConfiguration configuration, HostSettings settings, IServiceProvider services)
    {
        var authority = configuration["Auth:Authority"];
        options.MapInboundClaims = false;
        options.RequireHttpsMetadata = !settings.IsDevelopment;
        options.RefreshInterval = TimeSpan.FromMinutes(5); // unknown key ids cause at most one refresh of the authority's keys in that time
        options.IncludeErrorDetails = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSha256],
            ValidTypes = ["at+jwt", "application/at+jwt"],
            ClockSkew = TimeSpan.FromSeconds(30),
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateIssuerSigningKey = true,
            TryAllIssuerSigningKeys = false, // an unknown key id is rejected
            NameClaimType = "sub",
            RoleClaimType = Caller.RoleClaim,
            LifetimeValidator = Lifetime(services.GetRequiredService<TimeProvider>()),
        };
        if (!string.IsNullOrEmpty(authority))
        {
            if (settings.Environment != Environments.Development && !authority.StartsWith("https://", StringComparison.Ordinal))
                throw new Refused("Auth:Authority must be an https address.");
            options.Authority = authority;
            options.TokenValidationParameters.ValidAudience = configuration["Auth:Audience"] is { Length: > 0 } audience
                ? audience
                : throw new Refused("Auth:Audience is missing: the audience that the authority puts into tokens for this API.");
        }
        else if (settings.IsDevelopment)
        {
            options.TokenValidationParameters.ValidIssuer = DevelopmentTokens.Issuer;
            options.TokenValidationParameters.ValidAudience = DevelopmentTokens.Audience;
            options.TokenValidationParameters.IssuerSigningKey = services.GetRequiredService<DevelopmentTokens>().SigningKey;
        }
        else
        {
            throw new Refused("Auth:Authority is missing: set Auth__Authority and Auth__Audience to the OpenID provider that signs access tokens.");
        }
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(new ValidatedTokens(services.GetRequiredService<TimeProvider>()) { MapInboundClaims = false });
        options.Events = new JwtBearerEvents { OnTokenValidated = RefuseForeignKeys };
    }

    /// <summary>Rejects tokens that contain or refer to their own key; such keys are never used.</summary>
    private static Task RefuseForeignKeys(TokenValidatedContext context)
    {
        if (context.SecurityToken is JsonWebToken token && (string[])["jku", "jwk", "x5u", "x5c", "crit"] is var foreign
            && foreign.Any(name => token.TryGetHeaderValue<object>(name, out _)))
        {
            context.Fail("The token's header names a key of its own.");
        }
        return Task.CompletedTask;
    }

    private static LifetimeValidator Lifetime(TimeProvider time) => (notBefore, expires, _, parameters) =>
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires is { } end && now - parameters.ClockSkew < end && (notBefore is not { } begin || begin <= now + parameters.ClockSkew);
    };
}
