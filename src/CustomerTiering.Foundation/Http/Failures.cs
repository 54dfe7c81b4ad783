using System.Net.Sockets;
using System.Text.Json;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Http.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerTiering.Http;

/// <summary>The outermost middleware: turns exceptions into problems without internals, and logs the details.</summary>
public sealed partial class Failures(RequestDelegate next, ILogger<Failures> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(SayWhenAgain, context.Response);
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has disconnected.
        }
        catch (BadHttpRequestException refused)
        {
            await AnswerAsync(context, Refusal(context, refused));
        }
        catch (Exception failure) when (IsPassing(failure))
        {
            StoreUnavailable(failure, context.Request.Method, Route(context));
            await AnswerAsync(context, Problem.Unavailable("store-unavailable", "The store is temporarily unavailable; retry with the same key."));
        }
        catch (BehindException behind)
        {
            ReadModelsBehind(behind, context.Request.Method, Route(context));
            await AnswerAsync(
                context, Problem.Unavailable("not-yet-there", "The read models have not caught up with the log yet; retry with the same key."));
        }
        catch (LogDamagedException damage)
        {
            Damaged(damage, context.Request.Method, Route(context));
            context.Response.Headers.RetryAfter = "3600"; // needs repair first
            await AnswerAsync(context, Problem.Unavailable("log-damaged", "The answer would rest on a damaged event, so there is none."));
        }
        catch (Exception failure)
        {
            Unexpected(failure, context.Request.Method, Route(context));
            await AnswerAsync(
                context, new(StatusCodes.Status500InternalServerError, "internal-error", "An unexpected error occurred; it was logged."));
        }
    }

    /// <summary>Adds Retry-After to every 503 and 429, regardless of where in the pipeline it originated.</summary>
    private static Task SayWhenAgain(object state)
    {
        var response = (HttpResponse)state;
        if (response.StatusCode is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests
            && response.Headers.RetryAfter.Count == 0)
            response.Headers.RetryAfter = "1";
        return Task.CompletedTask;
    }

    private static Problem Refusal(HttpContext context, BadHttpRequestException refused) => refused.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => RequestBody.TooLarge,
        StatusCodes.Status408RequestTimeout => new(refused.StatusCode, "request-timeout", "The body was sent too slowly."),
        StatusCodes.Status415UnsupportedMediaType => new(refused.StatusCode, "unsupported-media-type", "This media type is not supported."),
        StatusCodes.Status400BadRequest when refused.InnerException is JsonException json => BodyErrors.Of(context, json),
        StatusCodes.Status400BadRequest => BindingErrors.Of(context),
        var status => new(status, "malformed-request", "The request cannot be read."),
    };

    /// <summary>Transient failures: disk full, too many connections, a server starting or stopping, lost races.</summary>
    private static bool IsPassing(Exception failure) => failure switch
    {
        PostgresException { SqlState: [.. var kind, _, _, _] } database => kind is "53" or "57" or "08" || database.IsTransient,
        NpgsqlException database => database.IsTransient || database.InnerException is SocketException or IOException or TimeoutException,
        _ => false,
    };

    private static async Task AnswerAsync(HttpContext context, Problem problem)
    {
        if (context.Response.HasStarted)
        {
            context.Abort(); // a partial answer must not look complete
            return;
        }
        var retry = context.Response.Headers.RetryAfter;
        context.Response.Clear();
        context.Response.Headers.RetryAfter = retry;
        await problem.ToResult().ExecuteAsync(context);
    }

    private static string Route(HttpContext context) => context.GetEndpoint()?.DisplayName ?? "no endpoint";

    [LoggerMessage(Level = LogLevel.Error, Message = "Unexpected failure of {Method} {Route}")]
    private partial void Unexpected(Exception failure, string method, string route);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The log is damaged, as {Method} at {Route} found")]
    private partial void Damaged(Exception failure, string method, string route);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The read models had not caught up for {Method} at {Route}")]
    private partial void ReadModelsBehind(Exception failure, string method, string route);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store was unavailable for {Method} {Route}")]
    private partial void StoreUnavailable(Exception failure, string method, string route);
}
