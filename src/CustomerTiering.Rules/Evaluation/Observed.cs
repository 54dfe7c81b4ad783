namespace CustomerTiering.Rules.Evaluation;

/// <summary>What a criterion is held against, each value at its place.</summary>
internal readonly ref struct Observed(
    ReadOnlySpan<decimal?> metrics, ReadOnlySpan<decimal?> scores, ReadOnlySpan<string?> attributes, ReadOnlySpan<bool> segments, string? stage)
{
    public readonly ReadOnlySpan<decimal?> Metrics = metrics;
    public readonly ReadOnlySpan<decimal?> Scores = scores;
    public readonly ReadOnlySpan<string?> Attributes = attributes;
    public readonly ReadOnlySpan<bool> Segments = segments;

    /// <summary>In a policy the customer's stage; in a lifecycle the one that <c>was</c> looks at.</summary>
    public readonly string? Stage = stage;
}
