using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Customers;

/// <summary>Reads an agent's input with the reader of facts, so that names, attributes and groups have one set of rules.</summary>
internal static class CustomerInput
{
    /// <summary>The parsed input, or all errors in it.</summary>
    /// <param name="externalId">The customer's external id, if part of the input.</param>
    /// <param name="at">Start of validity.</param>
    /// <param name="type"><c>person</c> or <c>company</c>, or null.</param>
    /// <param name="attributes">Texts, numbers and booleans by name, or null.</param>
    internal static Result<SourceFact> Read(
        string? externalId, DateTimeOffset at, string? name = null, string? type = null,
        IEnumerable<KeyValuePair<string, JsonElement>>? attributes = null,
        IReadOnlyList<string>? segments = null, string? group = null)
    {
        var json = new JsonObject
        {
            ["kind"] = FactKind.Customer.Name(),
            ["customer"] = externalId ?? "-",
            ["id"] = "-",
            ["at"] = Instant.Of(at).ToString(),
        };
        if (name is not null) json["name"] = name;
        if (type is not null) json["type"] = type;
        if (attributes is not null) json["attributes"] = new JsonObject(attributes.Select(one => KeyValuePair.Create(one.Key, Node(one.Value))));
        if (segments is not null) json["segments"] = new JsonArray([.. segments.Select(one => JsonValue.Create(one))]);
        if (group is not null) json["group"] = group;
        var reading = FactReader.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), zone: null);
        return reading.Fact is { } fact
            ? fact
            : Problem.Invalid([.. reading.Errors.Select(error => new FieldError(
                error.Path == "$.customer" ? "$.externalId" : error.Path, error.Code, error.Message))]);
    }

    private static JsonNode? Node(JsonElement value) => JsonNode.Parse(value.GetRawText());
}
