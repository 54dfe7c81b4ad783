namespace CustomerTiering.Rules.Evaluation;

/// <summary>What a criterion is held against, each value at its place.</summary>
internal readonly ref struct Observed(
    ReadOnlySpan<decimal?> metrics, ReadOnlySpan<decimal?> scores, ReadOnlySpan<string?> attributes, ReadOnlySpan<bool> segments, string? was)
{
    public readonly ReadOnlySpan<decimal?> Metrics = metrics;
    public readonly ReadOnlySpan<decimal?> Scores = scores;
    public readonly ReadOnlySpan<string?> Attributes = attributes;
    public readonly ReadOnlySpan<bool> Segments = segments;
    public readonly string? Was = was;
}
