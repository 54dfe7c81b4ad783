using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CustomerTiering.Rules.Values;

public sealed partial class ZoneRules
{
    /// <summary>Offsets stay below one day in RFC 9557 and in the tz database.</summary>
    private const long FarthestOffset = 86_399;

    /// <summary>Years 1 to 9999, in seconds since 1970.</summary>
    private const long FirstSecond = -62_135_596_800, LastSecond = 253_402_300_799;

    /// <summary>
    /// The form of the zone in an approved policy, covered by its digest: <c>{"id":"Asia/Shanghai","transitions":[[0,28800],…]}</c>. Each pair has
    /// whole seconds since 1970-01-01T00:00:00Z and whole seconds east of UTC.
    /// </summary>
    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["transitions"] = new JsonArray([.. Transitions.Select(t => new JsonArray(t.At.Microseconds / 1_000_000, t.OffsetSeconds))]),
    };

    /// <summary>Reads the output of <see cref="ToJson"/>, without any lookup on this machine.</summary>
    /// <returns>False if <paramref name="json"/> does not have that form, has no transition, or its transitions are not ascending.</returns>
    public static bool TryParse(JsonNode? json, [NotNullWhen(true)] out ZoneRules? zone)
    {
        zone = null;
        if (json is not JsonObject { Count: 2 } members || members["transitions"] is not JsonArray { Count: > 0 } pairs) return false;
        if (members["id"] is not JsonValue id || !id.TryGetValue<string>(out var name) || name.Length == 0) return false;
        var transitions = new List<OffsetTransition>();
        foreach (var pair in pairs)
        {
            if (pair is not JsonArray { Count: 2 } || !IsWhole(pair[0], FirstSecond, LastSecond, out var at)) return false;
            if (!IsWhole(pair[1], -FarthestOffset, FarthestOffset, out var offset)) return false;
            if (transitions is [.., var before] && at * 1_000_000 <= before.At.Microseconds) return false;
            transitions.Add(new(new(at * 1_000_000), (int)offset));
        }
        zone = new(name, transitions);
        return true;
    }

    // Uses the text: a node may hold an int, a long or a parsed element, and none may pass through floating point.
    private static bool IsWhole(JsonNode? node, long least, long most, out long value)
    {
        value = 0;
        if (node is not JsonValue || node.GetValueKind() != JsonValueKind.Number) return false;
        if (PlainDecimal.Parse(node.ToJsonString(), Math.Max(most, -least), 0, out var number) != NumberFault.None || number < least || number > most)
            return false;
        value = (long)number;
        return true;
    }
}
