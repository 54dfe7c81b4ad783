namespace CustomerTiering.Facts;

// Stream: attributes, one per tenant.

/// <summary>
/// An attribute was declared, with its type and whether it identifies a person. A personal attribute is sealed and cannot be used in criteria.
/// </summary>
/// <param name="Name">Its name in customer profiles.</param>
/// <param name="Type"><c>text</c>, <c>number</c> or <c>boolean</c>.</param>
/// <param name="Class"><c>plain</c> or <c>personal</c>.</param>
/// <param name="Names">Display names by language; null: only its name is shown, and not to customers.</param>
public sealed record AttributeDeclared(string Name, string Type, string Class, IReadOnlyDictionary<string, string>? Names = null)
{
    /// <summary>Whether type and class are the same, regardless of display names.</summary>
    public bool MeansTheSame(AttributeDeclared other) => (Name, Type, Class) == (other.Name, other.Type, other.Class);

    /// <summary>Whether the other declaration has the same display names or none.</summary>
    public bool IsCalledTheSame(AttributeDeclared other) => other.Names is null
        || (Names is { } own && own.Count == other.Names.Count
            && own.All(one => other.Names.TryGetValue(one.Key, out var name) && name == one.Value));
}
