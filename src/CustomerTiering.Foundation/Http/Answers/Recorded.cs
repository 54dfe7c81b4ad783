using System.Reflection;
using CustomerTiering.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace CustomerTiering.Http.Answers;

/// <summary>Answer of a command that changed something that was there: 200, with where the log stands and the new version.</summary>
/// <param name="value">What the caller is told.</param>
/// <param name="position">The position of the last event.</param>
/// <param name="version">The stream's new version, sent as ETag; null for streams that guard nothing.</param>
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

/// <summary>Answer of a command that made something new: 201 with its address.</summary>
/// <param name="location">Where it is.</param>
/// <param name="value">What the caller is told.</param>
/// <param name="position">The position of the last event.</param>
/// <param name="version">The stream's version, sent as ETag; null for streams that guard nothing.</param>
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

/// <summary>Answer of a command that started long work: 202 with the address of the run, where its progress is.</summary>
/// <param name="location">Where the run is.</param>
/// <param name="value">What the caller is told.</param>
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
