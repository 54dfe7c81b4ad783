namespace CustomerTiering.Rules.Evaluation;

/// <summary>The values that criteria are compared with, each at its index.</summary>
internal readonly ref struct Observed(
    ReadOnlySpan<decimal?> metrics, ReadOnlySpan<decimal?> scores, ReadOnlySpan<string?> attributes, ReadOnlySpan<bool> segments, string? stage)
{
    public readonly ReadOnlySpan<decimal?> Metrics = metrics;
    public readonly ReadOnlySpan<decimal?> Scores = scores;
    public readonly ReadOnlySpan<string?> Attributes = attributes;
    public readonly ReadOnlySpan<bool> Segments = segments;

    /// <summary>In a policy the customer's stage; in a lifecycle the stage that <c>was</c> refers to.</summary>
    public readonly string? Stage = stage;
}
