using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;

namespace CustomerTiering.Http.Contract;

/// <summary>Request requirements declared on an endpoint or group, checked by <see cref="RequestContract"/> before the endpoint is called.</summary>
public static class EndpointNeeds
{
    /// <summary>Requires <c>Idempotency-Key</c> on each POST. A <see cref="CommandKey"/> parameter implies it.</summary>
    public static TBuilder RequireIdempotencyKey<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(NeedsIdempotencyKey.Instance);

    /// <summary>Requires <c>If-Match</c> on each change. An <see cref="ExpectedVersion"/> parameter implies it.</summary>
    public static TBuilder RequireIfMatch<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(NeedsIfMatch.Instance);

    /// <summary>Accepts a stream of any length in one of the media types (<c>application/x-ndjson</c>, <c>text/csv</c>), not buffered.</summary>
    public static TBuilder AcceptsBulk<TBuilder>(this TBuilder builder, params string[] mediaTypes)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new BulkBody(mediaTypes), new AcceptsMetadata(mediaTypes));
}

public sealed class NeedsIdempotencyKey
{
    public static readonly NeedsIdempotencyKey Instance = new();
}

public sealed class NeedsIfMatch
{
    public static readonly NeedsIfMatch Instance = new();
}

/// <summary>Marks an endpoint with a streamed body of one of these media types.</summary>
public sealed record BulkBody(IReadOnlyList<string> MediaTypes);
