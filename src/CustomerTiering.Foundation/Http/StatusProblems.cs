using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CustomerTiering.Http;

/// <summary>Answers of the framework that have a status and no body, in the form of all others.</summary>
public static class StatusProblems
{
    public static IApplicationBuilder UseStatusProblems(this IApplicationBuilder app) =>
        app.UseStatusCodePages(context => Of(context.HttpContext).ToResult().ExecuteAsync(context.HttpContext));

    private static Problem Of(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => new(401, "unauthenticated", "Send a valid access token: Authorization: Bearer …"),
        StatusCodes.Status403Forbidden => new(403, "forbidden", "The token's roles don't allow this."),
        StatusCodes.Status404NotFound => new(404, "not-found", "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => new(405, "method-not-allowed", $"{context.Request.Method} is not possible here; see Allow."),
        StatusCodes.Status406NotAcceptable => new(406, "not-acceptable", "None of the accepted media types can be answered."),
        StatusCodes.Status413PayloadTooLarge => Contract.RequestBody.TooLarge,
        StatusCodes.Status415UnsupportedMediaType => new(415, "unsupported-media-type", "This media type is not taken here."),
        StatusCodes.Status429TooManyRequests => new(429, "rate-limited", "Too many requests; wait as long as Retry-After says."),
        StatusCodes.Status503ServiceUnavailable => new(503, "unavailable", "Not now; try again."),
        var status => new(status, $"status-{status}", "The request can't be answered."),
    };
}
