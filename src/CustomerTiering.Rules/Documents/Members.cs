namespace CustomerTiering.Rules.Documents;

/// <summary>Access to the members of an object by name.</summary>
internal sealed class Members(SourceNode node, ErrorList errors)
{
    public bool Has(string name) => node.Find(name) is not null;

    public Cursor? Optional(string name) => node.Find(name) is { } child ? new(child, errors) : null;

    /// <summary>The member; if missing, null with a reported error.</summary>
    public Cursor? Required(string name)
    {
        if (node.Find(name) is { } child) return new(child, errors);
        errors.Add(node.Path + JsonPath.Step(name), ErrorCodes.MissingMember, $"'{name}' is missing");
        return null;
    }

    /// <summary>Reports an error with the reason <paramref name="because"/> for each of <paramref name="names"/> that is present.</summary>
    public void Refuse(string code, string because, params IReadOnlyList<string> names)
    {
        foreach (var name in names)
            Optional(name)?.Refuse(code, because);
    }
}
