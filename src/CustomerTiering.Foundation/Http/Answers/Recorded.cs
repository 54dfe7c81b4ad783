using System.Reflection;
using CustomerTiering.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace CustomerTiering.Http.Answers;

/// <summary>The answer of a command that changed an existing resource: 200, with the log position and the new version.</summary>
/// <param name="value">The answer to the caller.</param>
/// <param name="position">The position of the last event.</param>
/// <param name="version">The stream's new version, sent as ETag; null for unguarded streams.</param>
public sealed class Recorded<T>(T value, long position, int? version = null) : IResult, IEndpointMetadataProvider, IValueHttpResult<T>
{
    public T? Value => value;

    public Task ExecuteAsync(HttpContext context)
    {
        AnswerHeaders.Set(context.Response, position, version);
        return context.Response.WriteAsJsonAsync(value, JsonSettings.Options, context.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
}

/// <summary>The answer of a command that created a resource: 201 with its address.</summary>
/// <param name="location">Its address.</param>
/// <param name="value">The answer to the caller.</param>
/// <param name="position">The position of the last event.</param>
/// <param name="version">The stream's version, sent as ETag; null for unguarded streams.</param>
public sealed class Made<T>(string location, T value, long position, int? version = null) : IResult, IEndpointMetadataProvider, IValueHttpResult<T>
{
    public T? Value => value;

    public Task ExecuteAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = location;
        AnswerHeaders.Set(context.Response, position, version);
        return context.Response.WriteAsJsonAsync(value, JsonSettings.Options, context.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), ["application/json"]));
}

/// <summary>The answer of a command that started a run: 202 with the run's address.</summary>
/// <param name="location">The run's address.</param>
/// <param name="value">The answer to the caller.</param>
/// <param name="position">The position of the last event; null if nothing was appended yet.</param>
public sealed class Started<T>(string location, T value, long? position = null) : IResult, IEndpointMetadataProvider, IValueHttpResult<T>
{
    public T? Value => value;

    public Task ExecuteAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = location;
        AnswerHeaders.Set(context.Response, position, version: null);
        return context.Response.WriteAsJsonAsync(value, JsonSettings.Options, context.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status202Accepted, typeof(T), ["application/json"]));
}
