using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using CustomerTiering.Access;
using CustomerTiering.EventLog.Append;
using CustomerTiering.Evidence.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Http.Contract;

/// <summary>The idempotency key of a command. Endpoints with this parameter reject requests without <c>Idempotency-Key</c>.</summary>
/// <param name="Scope">Principal and route: different principals or commands never share a key.</param>
/// <param name="Key">The caller's key: 1 to 200 printable ASCII characters.</param>
/// <param name="Fingerprint">SHA-256 over method, path, tenant and canonical body, separated by line feeds.</param>
public sealed record CommandKey(string Scope, string Key, ReadOnlyMemory<byte> Fingerprint) : IEndpointParameterMetadataProvider
{
    public const string Header = "Idempotency-Key";

    /// <summary>The record committed with the events. <paramref name="outcome"/> rebuilds the answer; JSON without personal data.</summary>
    public Idempotency With(ReadOnlyMemory<byte> outcome) => new(Scope, Key, Fingerprint, outcome);

    public static ValueTask<CommandKey?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(context.Features.Get<CommandKey>());

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(NeedsIdempotencyKey.Instance);

    internal static Result<CommandKey> Read(HttpContext context, Endpoint endpoint, ReadOnlySpan<byte> body)
    {
        var header = context.Request.Headers[Header];
        if (header.Count == 0)
        {
            return new Problem(
                StatusCodes.Status400BadRequest, "idempotency-key-missing",
                "Send an Idempotency-Key of your choice. Use the same key for each retry of the command.",
                [new(Header, "idempotency-key-missing", "The header is missing.")]);
        }
        if (header.Count > 1 || Plain(header[0]) is not { } key)
        {
            return new Problem(
                StatusCodes.Status400BadRequest, "idempotency-key-form",
                "Idempotency-Key must be one value of 1 to 200 visible ASCII characters, with or without quotes.",
                [new(Header, "idempotency-key-form", "Not one value of 1 to 200 visible ASCII characters.")]);
        }
        var caller = Caller.Of(context.User);
        var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? context.Request.Path.Value;
        return new CommandKey($"{caller.Subject} {context.Request.Method} {route}", key, FingerprintOf(context.Request, caller, body));
    }

    /// <summary>The key without its quotes, or null if it is malformed.</summary>
    private static string? Plain(string? value)
    {
        if (value is ['"', .. var quoted, '"'])
        {
            if (quoted.Replace("\\\\", "", StringComparison.Ordinal).Replace("\\\"", "", StringComparison.Ordinal).AsSpan().ContainsAny('\\', '"'))
                return null;
            value = quoted.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
        }
        return value is { Length: >= 1 and <= 200 } && !value.AsSpan().ContainsAnyExceptInRange('!', '~') ? value : null;
    }

    private static byte[] FingerprintOf(HttpRequest request, Caller caller, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path.Value}\n{caller.Tenant}\n"));
        if (!body.IsEmpty) hash.AppendData(CanonicalJson.Canonicalize(body));
        return hash.GetHashAndReset();
    }
}
