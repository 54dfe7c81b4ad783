using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>Reads and applies corrections.</summary>
internal static class CorrectionReader
{
    private static readonly string[] Fixed = ["kind", "customer", "id"];

    public static CorrectionRequest Read(FactFields fields, SourceNode root)
    {
        var kind = FactKind.Correction;
        if (fields.Required("ofKind") is { } named && named.Text() is { } name)
        {
            if (!FactKinds.TryParse(name, out kind)) named.Refuse(FactErrorCodes.UnknownKind, $"unknown kind of fact '{JsonPath.Cut(name)}'");
            else if (kind == FactKind.Correction)
                named.Refuse(FactErrorCodes.NotCorrectable, "a correction cannot be corrected; correct the original fact again");
        }
        var of = fields.Id("of");
        if (fields.Required("replaces") is not { } replaces || replaces.Map() is not { } members) return new(kind, of, "{}");
        if (members.Count == 0) replaces.Refuse(ErrorCodes.MissingMember, "a correction must replace at least one member");
        foreach (var (member, value) in members)
            if (Fixed.Contains(member)) value.Refuse(FactErrorCodes.NotCorrectable, $"'{member}' identifies the fact and cannot change");
        return new(kind, of, Canonical(root.Find("replaces")!)!.ToJsonString());
    }

    /// <summary>The original as JSON, with its members replaced by those of <paramref name="replaces"/>.</summary>
    public static byte[] Merge(SourceFact original, string replaces)
    {
        var merged = JsonNode.Parse(FactWriter.Write(original))!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(replaces)!.AsObject())
        {
            if (name is "lines" or "amount" && value is not null) merged.Remove(name == "lines" ? "amount" : "lines");
            if (value is null) merged.Remove(name);
            else merged[name] = value.DeepClone();
        }
        return JsonSerializer.SerializeToUtf8Bytes(merged);
    }

    // Sorted, with numbers in one form, so that equal corrections have equal texts.
    private static JsonNode? Canonical(SourceNode node) => node.Kind switch
    {
        JsonValueKind.Object =>
            new JsonObject(node.Children.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => KeyValuePair.Create(c.Name!, Canonical(c)))),
        JsonValueKind.Array => new JsonArray([.. node.Children.Select(Canonical)]),
        JsonValueKind.Number => JsonNode.Parse(PlainDecimal.TryParse(node.Text, out var value) ? PlainDecimal.Format(value) : node.Text),
        JsonValueKind.True => JsonValue.Create(true),
        JsonValueKind.False => JsonValue.Create(false),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(node.Text),
    };
}
