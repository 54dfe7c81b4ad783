using System.Globalization;
using System.Threading.RateLimiting;
using CustomerTiering.Access;
using CustomerTiering.Http;

namespace CustomerTiering.Api.Hosting;

/// <summary>
/// One token bucket per tenant, so that an overloading tenant is throttled without affecting others. Unauthenticated callers share one per address.
/// <c>RateLimit:PerSecond</c> (default 5000) and <c>RateLimit:Burst</c> (default twice that) set the limits.
/// </summary>
internal static class RateLimits
{
    internal static void AddRateLimits(this IServiceCollection services, ConfiguredValues configured)
    {
        var perSecond = configured.Whole("RateLimit:PerSecond", 1, 1_000_000) ?? 5_000;
        var burst = configured.Whole("RateLimit:Burst", 1, 10_000_000) ?? 2 * perSecond;
        var bucket = new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = Math.Max(1, perSecond / 10),
            ReplenishmentPeriod = perSecond >= 10 ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(1.0 / perSecond),
            QueueLimit = 0, // a queue would only hide the load
        };
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
                    ? RateLimitPartition.GetNoLimiter("health")
                    : RateLimitPartition.GetTokenBucketLimiter(Partition(context), _ => bucket));
            options.OnRejected = (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 1;
                rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, wait).ToString(CultureInfo.InvariantCulture);
                return new(new Problem(429, "rate-limited", "Too many requests from this company; wait for the time in Retry-After.")
                    .ToResult().ExecuteAsync(rejected.HttpContext));
            };
        });
    }

    private static string Partition(HttpContext context) =>
        context.User.FindFirst(Caller.TenantClaim)?.Value ?? $"stranger {context.Connection.RemoteIpAddress}";
}
