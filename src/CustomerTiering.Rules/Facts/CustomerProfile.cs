using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>What holds of a customer at the end of a day.</summary>
/// <param name="Type">Person or company, or null where it is not said.</param>
/// <param name="Attributes">Name → text, sorted by name in code-point order.</param>
/// <param name="Segments">Names of those stated and those entered, sorted in code-point order.</param>
/// <param name="Group">The group of companies, or null.</param>
/// <param name="Stage">Code of the stage of the lifecycle; null before the first.</param>
public sealed record CustomerProfile(
    CustomerType? Type, EquatableList<KeyValuePair<string, string>> Attributes, EquatableList<string> Segments, string? Group, string? Stage = null)
{
    /// <summary>Of a customer of whom nothing is known.</summary>
    public static CustomerProfile Unknown { get; } = new(null, [], [], null);

    /// <summary>What a fact of kind <c>customer</c> says.</summary>
    public static CustomerProfile Of(CustomerDescription fact) => new(fact.Type, fact.Attributes, fact.Segments, fact.Group);

    /// <summary>The same with more segments.</summary>
    internal CustomerProfile And(IReadOnlyCollection<string> segments) => segments.Count == 0
        ? this
        : this with { Segments = [.. Segments.Union(segments, StringComparer.Ordinal).Order(CodePointOrder.Instance)] };

    /// <summary>The attribute's text, or null if the customer has none of that name.</summary>
    public string? Attribute(string name)
    {
        foreach (var (key, text) in Attributes)
            if (string.Equals(key, name, StringComparison.Ordinal)) return text;
        return null;
    }

    /// <summary>Whether the customer is in the segment.</summary>
    public bool IsIn(string segment)
    {
        foreach (var name in Segments)
            if (string.Equals(name, segment, StringComparison.Ordinal)) return true;
        return false;
    }
}
