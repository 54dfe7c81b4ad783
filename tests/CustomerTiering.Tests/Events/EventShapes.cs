using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CustomerTiering.Events;

namespace CustomerTiering.Tests.Events;

/// <summary>Makes an example of an event's body as the log holds it: every member there, each value telling its type.</summary>
internal static class EventShapes
{
    internal static JsonObject Example(EventType type) => (JsonObject)Value(type.Body)!;

    internal static JsonNode? Value(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(Personal)) return new JsonObject { ["alg"] = "A256GCM", ["ct"] = "", ["kc"] = "", ["kid"] = "", ["n"] = "" };
        if (type == typeof(JsonObject)) return new JsonObject { ["any"] = "object" };
        if (type == typeof(string)) return "text";
        if (type == typeof(bool)) return true;
        if (type == typeof(Guid)) return "00000000-0000-4000-8000-000000000001";
        if (type == typeof(int) || type == typeof(long)) return 1;
        if (type == typeof(decimal)) return "1.5";
        if (type == typeof(DateOnly)) return "2026-01-31";
        if (type == typeof(DateTimeOffset)) return "2026-01-31T12:00:00+00:00";
        if (type.IsEnum) return JsonSerializer.SerializeToNode(Enum.GetValues(type).GetValue(0), type, EventJson.Options);
        var shape = EventJson.Options.GetTypeInfo(type);
        return shape.Kind switch
        {
            JsonTypeInfoKind.Enumerable => new JsonArray(Value(shape.ElementType!)),
            JsonTypeInfoKind.Dictionary => new JsonObject { ["name"] = Value(shape.ElementType!) },
            JsonTypeInfoKind.Object =>
                new JsonObject(shape.Properties.Select(member => KeyValuePair.Create(member.Name, Value(member.PropertyType)))),
            _ => JsonSerializer.SerializeToNode(Activator.CreateInstance(type), type, EventJson.Options),
        };
    }
}
