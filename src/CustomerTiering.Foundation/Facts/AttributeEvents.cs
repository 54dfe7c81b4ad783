namespace CustomerTiering.Facts;

// Stream: attributes, one a tenant.

/// <summary>An attribute was declared, with its type and whether it identifies a person. A personal attribute is sealed and cannot be used in criteria.</summary>
/// <param name="Name">Its name, in each of a customer's profiles.</param>
/// <param name="Type"><c>text</c>, <c>number</c> or <c>boolean</c>.</param>
/// <param name="Class"><c>plain</c> or <c>personal</c>.</param>
/// <param name="Names">What it is called where words are made, by language; null: it is told by its name alone, and to no customer.</param>
public sealed record AttributeDeclared(string Name, string Type, string Class, IReadOnlyDictionary<string, string>? Names = null)
{
    /// <summary>Whether another says the same of type and class, whatever it is called.</summary>
    public bool MeansTheSame(AttributeDeclared other) => (Name, Type, Class) == (other.Name, other.Type, other.Class);

    /// <summary>Whether another calls it the same, or does not say what it is called.</summary>
    public bool IsCalledTheSame(AttributeDeclared other) => other.Names is null
        || (Names is { } own && own.Count == other.Names.Count && own.All(one => other.Names.TryGetValue(one.Key, out var name) && name == one.Value));
}
