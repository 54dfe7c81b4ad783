using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CustomerTiering.Http.Contract;
using CustomerTiering.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace CustomerTiering.Http;

/// <summary>
/// Reports all errors of a JSON body that does not match the command's shape. The serializer stops at the first error, so the body is compared with
/// the shape here, and every error is reported with path, rule and value.
/// </summary>
public static class BodyErrors
{
    internal static Problem Of(HttpContext context, JsonException first)
    {
        var errors = new List<FieldError>();
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is { } shape && context.Request.Body is MemoryStream body)
        {
            using var document = JsonDocument.Parse(body.ToArray(), new JsonDocumentOptions { MaxDepth = JsonSettings.MaxDepth });
            Walk(document.RootElement, shape, "$", errors);
        }
        if (errors.Count == 0) errors.Add(new(first.Path ?? "$", "wrong-type", "The value does not have the required form."));
        return RequestBody.Malformed(errors);
    }

    public static void Walk(JsonElement value, Type type, string path, List<FieldError> errors)
    {
        if (errors.Count >= 100) return; // enough for one answer
        var shape = JsonSettings.Options.GetTypeInfo(type);
        switch (shape.Kind)
        {
            case JsonTypeInfoKind.Object when value.ValueKind == JsonValueKind.Object && shape.PolymorphismOptions is null:
                Members(value, shape, path, errors);
                break;
            case JsonTypeInfoKind.Enumerable when value.ValueKind == JsonValueKind.Array && shape.ElementType is { } item:
                var index = 0;
                foreach (var one in value.EnumerateArray()) Walk(one, item, $"{path}[{index++}]", errors);
                break;
            case JsonTypeInfoKind.Dictionary when value.ValueKind == JsonValueKind.Object && shape.ElementType is { } entry:
                foreach (var one in value.EnumerateObject()) Walk(one.Value, entry, Under(path, one.Name), errors);
                break;
            default:
                Whole(value, shape, path, errors);
                break;
        }
    }

    private static void Members(JsonElement value, JsonTypeInfo shape, string path, List<FieldError> errors)
    {
        foreach (var member in value.EnumerateObject())
        {
            var under = Under(path, member.Name);
            var known = shape.Properties.FirstOrDefault(property => property.Name == member.Name);
            if (known is null)
                errors.Add(new(under, "unknown-member",
                    $"Unknown member '{member.Name}'. Known members: {string.Join(", ", shape.Properties.Select(one => one.Name))}."));
            else if (member.Value.ValueKind != JsonValueKind.Null) Walk(member.Value, known.PropertyType, under, errors);
            else if (!known.IsSetNullable || (known.PropertyType.IsValueType && Nullable.GetUnderlyingType(known.PropertyType) is null))
            {
                errors.Add(new(under, "null", "The value must not be null."));
            }
        }
    }

    private static void Whole(JsonElement value, JsonTypeInfo shape, string path, List<FieldError> errors)
    {
        try
        {
            value.Deserialize(shape);
        }
        catch (JsonException refused)
        {
            var rule = refused is BrokenRule ? refused.Message : shape.Kind switch
            {
                JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "must be an object",
                JsonTypeInfoKind.Enumerable => "must be an array",
                _ => ValueRule.Of(shape.Type),
            };
            errors.Add(new(path, "wrong-type", $"The value {rule}, got {Shown(value)}."));
        }
    }

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ => value.GetRawText() is { Length: > 64 } text ? text[..64] + "…" : value.GetRawText(),
    };

    private static string Under(string path, string name) => JsonPath.Append(new StringBuilder(path), name).ToString();
}
