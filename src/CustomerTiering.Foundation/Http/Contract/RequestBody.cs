using System.Buffers;
using CustomerTiering.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace CustomerTiering.Http.Contract;

/// <summary>Buffers and checks the body of a command, within its size limit, before anything else uses it.</summary>
internal static class RequestBody
{
    /// <summary>256 kB, inclusive.</summary>
    internal const int MaxBytes = 256 * 1024;

    /// <summary>The bytes of the body, empty without one, or why it is rejected. Afterwards the request's body is a stream over them.</summary>
    internal static async ValueTask<Result<ReadOnlyMemory<byte>>> ReadAsync(HttpContext context)
    {
        if (MediaProblem(context.Request, "application/json") is { } unsupported) return unsupported;
        if (!HasBody(context)) return ReadOnlyMemory<byte>.Empty;
        if (context.Request.ContentLength > MaxBytes) return TooLarge;
        if (await BytesAsync(context) is not { } bytes) return TooLarge;
        if (StrictJson.Check(bytes) is { } fault) return Malformed([new(fault.Path, "malformed-json", fault.Reason)]);
        context.Request.Body = new MemoryStream(bytes, writable: false);
        return new ReadOnlyMemory<byte>(bytes);
    }

    /// <summary>Why the body's media type or encoding is rejected, or null.</summary>
    internal static Problem? MediaProblem(HttpRequest request, params IReadOnlyList<string> accepted)
    {
        if (!HasBody(request.HttpContext)) return null;
        if (request.Headers.ContentEncoding.Count > 0 && request.Headers.ContentEncoding != "identity")
        {
            return Unsupported(
                "Content-Encoding", $"Content-Encoding is {Shown(request.Headers.ContentEncoding)}; send the body without an encoding.");
        }
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && accepted.Any(one => type.MediaType.Equals(one, StringComparison.OrdinalIgnoreCase))
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }
        return Unsupported("Content-Type", $"Content-Type is {Shown(request.ContentType)}; it must be {string.Join(" or ", accepted)}, in UTF-8.");
    }

    internal static Problem Malformed(IReadOnlyList<FieldError> errors) => new(
        StatusCodes.Status400BadRequest, "malformed-json",
        errors.Count == 1 ? $"{errors[0].Field}: {errors[0].Message}" : $"The body has {errors.Count} errors.", errors);

    internal static Problem TooLarge { get; } = new(
        StatusCodes.Status413PayloadTooLarge, "body-too-large",
        $"A body must have at most {MaxBytes} bytes; send many facts as a stream to a bulk endpoint.");

    private static bool HasBody(HttpContext context) =>
        context.Request.ContentLength is > 0
        || (context.Request.ContentLength is null && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true);

    private static Problem Unsupported(string header, string message) => new(
        StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", message, [new(header, "unsupported-media-type", message)]);

    private static string Shown(string? header) =>
        string.IsNullOrEmpty(header) ? "missing" : $"'{(header.Length > 64 ? header[..64] + "…" : header)}'";

    private static async ValueTask<byte[]?> BytesAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > MaxBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }
            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
