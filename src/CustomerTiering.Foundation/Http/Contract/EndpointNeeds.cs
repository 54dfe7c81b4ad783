using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;

namespace CustomerTiering.Http.Contract;

/// <summary>What a request must bring, said on an endpoint or a group; judged by <see cref="RequestContract"/> before the endpoint is called.</summary>
public static class EndpointNeeds
{
    /// <summary>Each POST must carry an <c>Idempotency-Key</c>. An endpoint that takes a <see cref="CommandKey"/> says so by that.</summary>
    public static TBuilder RequireIdempotencyKey<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(NeedsIdempotencyKey.Instance);

    /// <summary>Each change must carry an <c>If-Match</c>. An endpoint that takes an <see cref="ExpectedVersion"/> says so by that.</summary>
    public static TBuilder RequireIfMatch<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(NeedsIfMatch.Instance);

    /// <summary>Takes a stream of any length in one of the media types (<c>application/x-ndjson</c>, <c>text/csv</c>), which is not read beforehand.</summary>
    public static TBuilder AcceptsBulk<TBuilder>(this TBuilder builder, params string[] mediaTypes)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new BulkBody(mediaTypes), new AcceptsMetadata(mediaTypes));
}

/// <summary>Said of an endpoint.</summary>
public sealed class NeedsIdempotencyKey
{
    public static readonly NeedsIdempotencyKey Instance = new();
}

/// <summary>Said of an endpoint.</summary>
public sealed class NeedsIfMatch
{
    public static readonly NeedsIfMatch Instance = new();
}

/// <summary>A body that is streamed.</summary>
/// <param name="MediaTypes">What it may be.</param>
public sealed record BulkBody(IReadOnlyList<string> MediaTypes);
