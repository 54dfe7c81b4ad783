using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>A customer's state at the end of a day.</summary>
/// <param name="Type">Null if not stated.</param>
/// <param name="Attributes">Name → text, sorted by name in code-point order.</param>
/// <param name="Segments">Names of stated and computed segments, sorted in code-point order.</param>
/// <param name="Group">The group of companies, or null.</param>
/// <param name="Stage">Code of the stage of the lifecycle; null before the first.</param>
public sealed record CustomerProfile(
    CustomerType? Type, EquatableList<KeyValuePair<string, string>> Attributes, EquatableList<string> Segments, string? Group, string? Stage = null)
{
    /// <summary>The profile of a customer without facts.</summary>
    public static CustomerProfile Unknown { get; } = new(null, [], [], null);

    /// <summary>The profile from a fact of kind <c>customer</c>.</summary>
    public static CustomerProfile Of(CustomerDescription fact) => new(fact.Type, fact.Attributes, fact.Segments, fact.Group);

    /// <summary>The profile with additional segments.</summary>
    internal CustomerProfile And(IReadOnlyCollection<string> segments) => segments.Count == 0
        ? this
        : this with { Segments = [.. Segments.Union(segments, StringComparer.Ordinal).Order(CodePointOrder.Instance)] };

    /// <summary>The attribute's text; null if the customer lacks it.</summary>
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
