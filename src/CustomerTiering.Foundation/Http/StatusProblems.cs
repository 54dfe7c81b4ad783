using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CustomerTiering.Http;

/// <summary>Turns the framework's answers without a body into problem details.</summary>
public static class StatusProblems
{
    public static IApplicationBuilder UseStatusProblems(this IApplicationBuilder app) =>
        app.UseStatusCodePages(context => Of(context.HttpContext).ToResult().ExecuteAsync(context.HttpContext));

    private static Problem Of(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => new(401, "unauthenticated", "Send a valid access token: Authorization: Bearer …"),
        StatusCodes.Status403Forbidden => new(403, "forbidden", "The roles of the token do not allow this."),
        StatusCodes.Status404NotFound => new(404, "not-found", "There is no resource at this address."),
        StatusCodes.Status405MethodNotAllowed => new(405, "method-not-allowed", $"{context.Request.Method} is not allowed here; see Allow."),
        StatusCodes.Status406NotAcceptable => new(406, "not-acceptable", "None of the accepted media types is available."),
        StatusCodes.Status413PayloadTooLarge => Contract.RequestBody.TooLarge,
        StatusCodes.Status415UnsupportedMediaType => new(415, "unsupported-media-type", "This media type is not supported."),
        StatusCodes.Status429TooManyRequests => new(429, "rate-limited", "Too many requests; wait for the time in Retry-After."),
        StatusCodes.Status503ServiceUnavailable => new(503, "unavailable", "Temporarily unavailable; try again."),
        var status => new(status, $"status-{status}", "The request cannot be answered."),
    };
}
