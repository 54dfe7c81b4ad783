using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths.Words;

/// <summary>Display names of things outside a policy, by language: attributes and indicators as declared, segments by their own texts.</summary>
/// <param name="Attributes">By attribute name.</param>
/// <param name="Segments">By code.</param>
/// <param name="Indicators">By indicator name.</param>
public sealed record WordNames(
    IReadOnlyDictionary<string, LocalizedText> Attributes, IReadOnlyDictionary<string, LocalizedText> Segments,
    IReadOnlyDictionary<string, LocalizedText> Indicators)
{
    private static readonly Dictionary<string, LocalizedText> Empty = [];

    /// <summary>No names available.</summary>
    public static WordNames None { get; } = new(Empty, Empty, Empty);
}
