using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CustomerTiering.Api.Hosting;

/// <summary>Limits per connection against slow, idle and greedy clients.</summary>
internal static class ConnectionLimits
{
    internal static void AddConnectionLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            // Commands have at most 256 kB (RequestBody). A larger body is drained up to this limit: closing the connection while the client still
            // sends would
            // lose the answer.
            options.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
            options.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
            options.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));
            options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(90);
            options.Limits.MaxRequestHeaderCount = 64;
            options.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            options.Limits.MaxRequestLineSize = 8 * 1024;
            options.Limits.MaxConcurrentConnections = 20_000;
        });
    }

    /// <summary>Prevents content sniffing, framing and caching of answers.</summary>
    internal static void UseSafeHeaders(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";
        return next(context);
    });
}
