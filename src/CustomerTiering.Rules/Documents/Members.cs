namespace CustomerTiering.Rules.Documents;

/// <summary>The members of an object, asked for by name.</summary>
internal sealed class Members(SourceNode node, ErrorList errors)
{
    public bool Has(string name) => node.Find(name) is not null;

    public Cursor? Optional(string name) => node.Find(name) is { } child ? new(child, errors) : null;

    /// <summary>The member, or null, and said so, if it is not there.</summary>
    public Cursor? Required(string name)
    {
        if (node.Find(name) is { } child) return new(child, errors);
        errors.Add(node.Path + JsonPath.Step(name), ErrorCodes.MissingMember, $"'{name}' is missing");
        return null;
    }

    /// <summary>Refuses each of <paramref name="names"/> that is there, since <paramref name="because"/>.</summary>
    public void Refuse(string code, string because, params IReadOnlyList<string> names)
    {
        foreach (var name in names)
            Optional(name)?.Refuse(code, because);
    }
}
