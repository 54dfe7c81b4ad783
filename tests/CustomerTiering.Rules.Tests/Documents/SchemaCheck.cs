using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CustomerTiering.Rules.Tests.Documents;

/// <summary>Holds a document against a JSON Schema, as far as the product's own schemas use the language; any other keyword fails the test.</summary>
internal sealed class SchemaCheck(string schema)
{
    private readonly JsonNode _root = JsonNode.Parse(schema)!;

    public JsonNode Root => _root;

    public bool Accepts(string document) => Holds(_root, JsonNode.Parse(document));

    private bool Holds(JsonNode schema, JsonNode? value) => schema.AsObject().All(rule => Holds(rule.Key, rule.Value!, schema, value));

    private bool Holds(string keyword, JsonNode rule, JsonNode schema, JsonNode? value) => keyword switch
    {
        "$schema" or "$id" or "$defs" or "title" or "description" => true,
        "$ref" => Holds(_root["$defs"]![((string)rule!)["#/$defs/".Length..]]!, value),
        "type" => rule is JsonArray types ? types.Any(t => IsOf((string)t!, value)) : IsOf((string)rule!, value),
        "enum" => rule.AsArray().Any(one => JsonNode.DeepEquals(one, value)),
        "const" => JsonNode.DeepEquals(rule, value),
        "anyOf" => rule.AsArray().Any(one => Holds(one!, value)),
        "allOf" => rule.AsArray().All(one => Holds(one!, value)),
        "not" => !Holds(rule, value),
        "pattern" => value is not JsonValue text || !text.TryGetValue<string>(out var written) || Regex.IsMatch(written, (string)rule!),
        "minLength" => value is not JsonValue text || !text.TryGetValue<string>(out var written) || written.Length >= (int)rule,
        "maxLength" => value is not JsonValue text || !text.TryGetValue<string>(out var written) || written.Length <= (int)rule,
        "properties" => value is not JsonObject members || rule.AsObject().All(p => !members.ContainsKey(p.Key) || Holds(p.Value!, members[p.Key])),
        "required" => value is not JsonObject members || rule.AsArray().All(name => members.ContainsKey((string)name!)),
        "minProperties" => value is not JsonObject members || members.Count >= (int)rule,
        "propertyNames" => value is not JsonObject members || members.All(m => Holds(rule, JsonValue.Create(m.Key))),
        "additionalProperties" => value is not JsonObject members || members.All(m =>
            schema["properties"]?.AsObject().ContainsKey(m.Key) == true || (rule is JsonObject ? Holds(rule, m.Value) : (bool)rule)),
        "items" => value is not JsonArray list || list.Skip(schema["prefixItems"]?.AsArray().Count ?? 0).All(item => Holds(rule, item)),
        "prefixItems" => value is not JsonArray list || list.Zip(rule.AsArray()).All(pair => Holds(pair.Second!, pair.First)),
        "minItems" => value is not JsonArray list || list.Count >= (int)rule,
        "maxItems" => value is not JsonArray list || list.Count <= (int)rule,
        "uniqueItems" => value is not JsonArray list || list.Select(i => i?.ToJsonString()).Distinct().Count() == list.Count,
        _ => throw new NotSupportedException(keyword),
    };

    private static bool IsOf(string type, JsonNode? value) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == System.Text.Json.JsonValueKind.String,
        "number" => value?.GetValueKind() == System.Text.Json.JsonValueKind.Number,
        "boolean" => value?.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False,
        _ => throw new NotSupportedException(type),
    };
}
