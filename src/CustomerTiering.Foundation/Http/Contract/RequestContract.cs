using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CustomerTiering.Http.Contract;

/// <summary>
/// Checks every request under /api before its endpoint is called: form and size of the body, and required headers. Runs after authentication, so that
/// bodies of unauthenticated callers are not read.
/// </summary>
public sealed class RequestContract(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint || !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }
        var problem = Unreadable(context.Request.Query)
            ?? (IsChange(context.Request.Method) ? await ChangeAsync(context, endpoint) : Position(context, out _));
        await (problem is null ? next(context) : problem.ToResult().ExecuteAsync(context));
    }

    private static async ValueTask<Problem?> ChangeAsync(HttpContext context, Endpoint endpoint)
    {
        ReadOnlyMemory<byte> body = default;
        var bulk = endpoint.Metadata.GetMetadata<BulkBody>();
        if (bulk is not null)
        {
            if (RequestBody.MediaProblem(context.Request, bulk.MediaTypes) is { } unsupported) return unsupported;
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        }
        else if (!(await RequestBody.ReadAsync(context)).TryGet(out body, out var refused))
        {
            return refused;
        }
        if (bulk is null && HttpMethods.IsPost(context.Request.Method) && endpoint.Metadata.GetMetadata<NeedsIdempotencyKey>() is not null)
        {
            if (!CommandKey.Read(context, endpoint, body.Span).TryGet(out var key, out var missing)) return missing;
            context.Features.Set(key);
        }
        if (endpoint.Metadata.GetMetadata<NeedsIfMatch>() is not null)
        {
            if (!ExpectedVersion.Read(context.Request).TryGet(out var expected, out var missing)) return missing;
            context.Features.Set(expected);
        }
        return Position(context, out _);
    }

    /// <summary>No stored text contains U+0000, and the database rejects it.</summary>
    private static Problem? Unreadable(IQueryCollection query)
    {
        List<FieldError> errors = [.. query.Where(one => one.Value.Any(value => value?.Contains('\0', StringComparison.Ordinal) == true))
            .Select(one => new FieldError(one.Key, "invalid-text", $"{one.Key} contains the character U+0000, which is not allowed."))];
        return errors.Count == 0 ? null : Problem.Invalid(errors);
    }

    private static Problem? Position(HttpContext context, out ReadPosition? position)
    {
        position = null;
        if (context.Request.Headers[ReadPosition.Header].Count == 0) return null;
        if (!ReadPosition.Read(context.Request).TryGet(out position, out var problem)) return problem;
        context.Features.Set(position);
        return null;
    }

    private static bool IsChange(string method) =>
        HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsPatch(method) || HttpMethods.IsDelete(method);
}
