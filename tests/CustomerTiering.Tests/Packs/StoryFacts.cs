using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tests.Packs;

/// <summary>The facts of a story: a row is a day, a customer, a kind of fact and what is to be said of it, each a member and its value.</summary>
internal sealed class StoryFacts
{
    private static readonly HashSet<string> OfCustomer = ["name", "type", "group", "segments"];

    private static readonly HashSet<string> OfLine = ["product", "category", "quantity", "unitPrice", "unitCost"];

    internal StoryFacts(IEnumerable<string> lines)
    {
        var facts = new List<JsonObject>();
        foreach (var cells in lines.Where(line => line.StartsWith("| 2", StringComparison.Ordinal)).Select(Cells))
            facts.AddRange(Facts(cells, facts.Count));
        Lines = [.. facts.Select(fact => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(fact.ToJsonString()))];
    }

    /// <summary>As NDJSON.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Lines { get; }

    /// <summary>The last day that stands in a table.</summary>
    internal DateOnly Last(IEnumerable<string> lines) =>
        lines.Where(line => line.StartsWith("| 2", StringComparison.Ordinal)).Max(line => DateOnly.Parse(Cells(line)[0], null));

    internal static string[] Cells(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];

    /// <summary>One fact, or with <c>times</c> and <c>every</c> as many.</summary>
    private static IEnumerable<JsonObject> Facts(string[] cells, int number)
    {
        var said = cells[3].Split(", ", StringSplitOptions.RemoveEmptyEntries)
            .Select(one => one.Split(' ', 2)).ToDictionary(one => one[0], one => one[1]);
        var times = said.Remove("times", out var many) ? int.Parse(many, CultureInfo.InvariantCulture) : 1;
        var every = said.Remove("every", out var period) && Period.TryParse(period, out var read) ? read : default;
        var first = DateOnly.Parse(cells[0], null);
        for (var n = 0; n < times; n++)
        {
            var fact = Fact(cells[2], said);
            (fact["kind"], fact["customer"]) = (cells[2], cells[1]);
            fact["at"] = (n == 0 ? first : every.Times(n).After(first)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            fact["id"] ??= $"f{number + n}";
            yield return fact;
        }
    }

    private static JsonObject Fact(string kind, Dictionary<string, string> said)
    {
        var fact = new JsonObject();
        var bought = kind is "purchase" or "return";
        if (bought) fact["currency"] = "CNY";
        if (bought && said.Keys.Any(OfLine.Contains))
            fact["lines"] = new JsonArray(new JsonObject(said.Where(one => OfLine.Contains(one.Key)).Select(Member)));
        foreach (var (member, value) in said.Where(one => !bought || !OfLine.Contains(one.Key)))
        {
            if (kind == "customer" && !OfCustomer.Contains(member)) (fact["attributes"] ??= new JsonObject())[member] = value;
            else if (kind == "survey") (fact["survey"], fact["score"]) = (member, int.Parse(value, CultureInfo.InvariantCulture));
            else if (kind == "indicator") (fact["name"], fact["value"]) = (member, value);
            else fact[member] = value;
        }
        return fact;
    }

    private static KeyValuePair<string, JsonNode?> Member(KeyValuePair<string, string> said) => new(said.Key, said.Value);
}
