using System.Globalization;
using System.Reflection;
using CustomerTiering.Http.Contract;
using CustomerTiering.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace CustomerTiering.Http.Answers;

/// <summary>The answer of a query: 200 with the value, or 304 if the caller already has this version.</summary>
/// <param name="value">The result.</param>
/// <param name="position">The position of the log that it reflects, or null.</param>
/// <param name="version">The stream's version, sent as ETag, or null.</param>
public sealed class Read<T>(T value, long? position = null, int? version = null) : IResult, IEndpointMetadataProvider, IValueHttpResult<T>
{
    public T? Value => value;

    public Task ExecuteAsync(HttpContext context)
    {
        AnswerHeaders.Set(context.Response, position, version);
        if (version is { } known && AnswerHeaders.IsKnown(context.Request, known))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        return context.Response.WriteAsJsonAsync(value, JsonSettings.Options, context.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified));
    }
}

/// <summary>Headers common to all answers.</summary>
internal static class AnswerHeaders
{
    internal static void Set(HttpResponse response, long? position, int? version)
    {
        if (position is { } reached) response.Headers[ReadPosition.Header] = reached.ToString(CultureInfo.InvariantCulture);
        if (version is { } known) response.Headers.ETag = ExpectedVersion.Tag(known);
    }

    /// <summary>Whether If-None-Match names the version, with weak comparison (RFC 9110, 13.1.2).</summary>
    internal static bool IsKnown(HttpRequest request, int version)
    {
        if (request.Headers.IfNoneMatch.Count == 0) return false;
        var tag = ExpectedVersion.Tag(version);
        return request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries)
            .Any(one => one == "*" || one == tag || (one.StartsWith("W/", StringComparison.Ordinal) && one[2..] == tag));
    }
}
