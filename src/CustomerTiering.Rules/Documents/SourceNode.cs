using System.Text.Json;
using System.Text.Json.Nodes;

namespace CustomerTiering.Rules.Documents;

/// <summary>A JSON value as written, with its location. Numbers keep their text, so that none passes through floating point.</summary>
internal sealed class SourceNode(SourceNode? parent, string? name, int index, JsonValueKind kind, string text)
{
    private readonly List<SourceNode> _children = [];

    /// <summary>The member name, if the parent is an object.</summary>
    public string? Name => name;

    public JsonValueKind Kind => kind;

    /// <summary>The value of a string, or the text of a number as written; otherwise empty.</summary>
    public string Text => text;

    /// <summary>The members or items, in the order written.</summary>
    public IReadOnlyList<SourceNode> Children => _children;

    /// <summary>Set if the language expects a number: its plain text in the normalized document.</summary>
    public string? Plain { get; set; }

    /// <summary>Computed on demand, so that a long name above many values is not copied for each of them.</summary>
    public string Path => parent is null ? "$" : parent.Path + (name is null ? JsonPath.Step(index) : JsonPath.Step(name));

    public void Add(SourceNode child) => _children.Add(child);

    public SourceNode? Find(string member)
    {
        foreach (var child in _children)
            if (child.Name == member) return child;
        return null;
    }

    /// <summary>The value as written, with each number replaced by its plain text.</summary>
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
