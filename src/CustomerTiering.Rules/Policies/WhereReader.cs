using System.Text.Json;
using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>Reads the conditions on facts: a text (equality) or a list (membership) per field, and the minimum left of an order.</summary>
internal static class WhereReader
{
    public static readonly string[] Directions = ["in", "out"];
    public static readonly string[] Surveys = ["csat", "nps", "ces"];
    public static readonly string[] Net = ["atLeast"];

    /// <summary>The member with the minimum left of an order.</summary>
    public const string NetMember = "net";

    /// <param name="where">The member, or null for none.</param>
    /// <param name="rule">The measure's row; null if the measure is unknown, which is reported elsewhere.</param>
    public static (EquatableList<FieldCondition> Fields, decimal? NetAtLeast) Read(Cursor? where, MeasureRule? rule)
    {
        var conditions = new List<FieldCondition>();
        decimal? netAtLeast = null;
        foreach (var (name, value) in where?.Map() ?? [])
        {
            var field = Words.Fields.Find(name);
            if (name == NetMember && rule?.IsOfPurchases != false) netAtLeast = Least(value);
            else if (field is null || rule is { } known && !known.Where.Contains(field.Value))
                value.Refuse(
                    ErrorCodes.UnknownField, $"where does not support '{JsonPath.Cut(name)}' for {rule?.Word ?? "a measure"}; {Permitted(rule)}");
            else if (Values(value, field.Value) is { } values)
                conditions.Add(new(field.Value, values));
        }
        return ([.. conditions], netAtLeast);
    }

    private static decimal? Least(Cursor net) => net.Object(Net)?.Required("atLeast")?.Number(Limits.Value, Limits.Decimals);

    private static EquatableList<string>? Values(Cursor value, FactField field)
    {
        var items = value.Kind == JsonValueKind.String ? [value] : value.Items();
        if (items is null) return null;
        var texts = new List<string>();
        foreach (var item in items)
            if (item.Text() is { } text && IsPossible(item, text, field)) texts.Add(text);
        return [.. texts];
    }

    private static bool IsPossible(Cursor item, string text, FactField field)
    {
        var possible = field switch { FactField.Direction => Directions, FactField.Survey => Surveys, _ => null };
        if (possible is null || possible.Contains(text)) return true;
        item.Refuse(ErrorCodes.UnknownWord, $"unknown word '{JsonPath.Cut(text)}'; allowed: {string.Join(", ", possible)}");
        return false;
    }

    private static string Permitted(MeasureRule? rule) => rule is null || rule.Where.IsEmpty
        ? "it supports no such condition"
        : $"it supports {string.Join(", ", [.. rule.Where.Select(Words.Fields.WordFor), .. rule.IsOfPurchases ? (string[])[NetMember] : []])}";
}
