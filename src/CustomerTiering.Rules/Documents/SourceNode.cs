using System.Text.Json;
using System.Text.Json.Nodes;

namespace CustomerTiering.Rules.Documents;

/// <summary>A JSON value as it was written, and where: numbers keep their text, so that none passes through floating point.</summary>
internal sealed class SourceNode(SourceNode? parent, string? name, int index, JsonValueKind kind, string text)
{
    private readonly List<SourceNode> _children = [];

    /// <summary>The name in the parent if that is an object.</summary>
    public string? Name => name;

    public JsonValueKind Kind => kind;

    /// <summary>Of a string its value, of a number its text as written; else empty.</summary>
    public string Text => text;

    /// <summary>The members or items, in the order written.</summary>
    public IReadOnlyList<SourceNode> Children => _children;

    /// <summary>Set where the language expects a number: the plain text that stands for it in the normalized document.</summary>
    public string? Plain { get; set; }

    /// <summary>Made when asked for: one long name above many values must not be copied for each.</summary>
    public string Path => parent is null ? "$" : parent.Path + (name is null ? JsonPath.Step(index) : JsonPath.Step(name));

    public void Add(SourceNode child) => _children.Add(child);

    public SourceNode? Find(string member)
    {
        foreach (var child in _children)
            if (child.Name == member) return child;
        return null;
    }

    /// <summary>The normalized value: as written, but with each number as its plain text.</summary>
    public JsonNode? ToNormalized() => kind switch
    {
        JsonValueKind.Object => new JsonObject(_children.Select(c => KeyValuePair.Create(c.Name!, c.ToNormalized()))),
        JsonValueKind.Array => new JsonArray([.. _children.Select(c => c.ToNormalized())]),
        JsonValueKind.True => JsonValue.Create(true),
        JsonValueKind.False => JsonValue.Create(false),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(Plain ?? text),
    };
}
