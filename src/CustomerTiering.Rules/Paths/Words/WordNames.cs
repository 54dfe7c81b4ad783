using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths.Words;

/// <summary>What things outside a policy are called where words are made, by language: attributes and indicators as declared, segments by their own texts.</summary>
/// <param name="Attributes">By name of the attribute.</param>
/// <param name="Segments">By code.</param>
/// <param name="Indicators">By name of the indicator.</param>
public sealed record WordNames(
    IReadOnlyDictionary<string, LocalizedText> Attributes, IReadOnlyDictionary<string, LocalizedText> Segments, IReadOnlyDictionary<string, LocalizedText> Indicators)
{
    private static readonly Dictionary<string, LocalizedText> Empty = [];

    /// <summary>No names at hand.</summary>
    public static WordNames None { get; } = new(Empty, Empty, Empty);
}
