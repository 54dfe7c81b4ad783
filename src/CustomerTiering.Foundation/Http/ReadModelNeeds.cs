using CustomerTiering.Access;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Http.Contract;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Http;

/// <summary>Declares the read models of a query, so that callers who send Log-Position read their own writes.</summary>
public static class ReadModelNeeds
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Waits up to two seconds until they reach the request's Log-Position; then answers 503 with Retry-After.</summary>
    public static TBuilder AnswersFrom<TBuilder>(this TBuilder builder, params string[] projections)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (http.Features.Get<ReadPosition>() is not { AtLeast: > 0 } asked) return await next(context);
            var admin = http.RequestServices.GetRequiredService<ProjectionAdmin>();
            if (await admin.WaitForAsync(Caller.Of(http.User).Tenant, projections, asked.AtLeast, Patience, http.RequestAborted))
                return await next(context);
            http.Response.Headers.RetryAfter = "1";
            return Problem.Unavailable("not-yet-there", $"The read model has not reached position {asked.AtLeast} yet.").ToResult();
        });
}
