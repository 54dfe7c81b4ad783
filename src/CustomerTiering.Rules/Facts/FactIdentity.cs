using System.Text.Json.Nodes;

namespace CustomerTiering.Rules.Facts;

/// <summary>Determines whether facts of one source, kind and id are the same: equal in everything but the order of lines.</summary>
public static class FactIdentity
{
    /// <summary>A UTF-8 text that is equal for facts with the same content.</summary>
    public static byte[] Of(SourceFact source) => FactWriter.Write(source switch
    {
        { Fact: Purchase { Lines.Count: > 1 } purchase } => source with { Fact = purchase with { Lines = [.. InOrder(purchase.Lines)] } },
        { Fact: Return { Lines.Count: > 1 } given } => source with { Fact = given with { Lines = [.. InOrder(given.Lines)] } },
        { Correction: { } correction } => source with { Correction = correction with { Replaces = InOrder(correction.Replaces) } },
        _ => source,
    });

    /// <summary>Whether both have the same content.</summary>
    public static bool AreSame(SourceFact one, SourceFact other) => Of(one).AsSpan().SequenceEqual(Of(other));

    private static IOrderedEnumerable<FactLine> InOrder(IEnumerable<FactLine> lines) => lines
        .OrderBy(line => line.Product, StringComparer.Ordinal).ThenBy(line => line.Category, StringComparer.Ordinal)
        .ThenBy(line => line.Quantity).ThenBy(line => line.UnitPrice).ThenBy(line => line.UnitCost);

    private static string InOrder(string replaces)
    {
        var members = JsonNode.Parse(replaces)!.AsObject();
        if (members["lines"] is not JsonArray { Count: > 1 } lines) return replaces;
        members["lines"] = new JsonArray([.. lines.Select(line => line!.DeepClone()).OrderBy(line => line.ToJsonString(), StringComparer.Ordinal)]);
        return members.ToJsonString();
    }
}
