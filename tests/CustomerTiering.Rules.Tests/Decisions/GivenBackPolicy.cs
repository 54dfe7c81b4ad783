namespace CustomerTiering.Rules.Tests.Decisions;

/// <summary>
/// From a seed, the same every time: a policy that looks at purchases, but not at those given back, nor at returns or interactions.
/// </summary>
internal sealed record GivenBackPolicy(string Json, int After, int Within)
{
    private static readonly string[] Windows =
    [
        """{ "rolling": "P3M" }""", """{ "rolling": "P6M" }""", """{ "rolling": "P12M" }""", """{ "calendar": "month" }""",
        """{ "calendar": "quarter", "offset": -1 }""", """{ "calendar": "year" }""",
        """{ "calendar": "year", "begins": "04-01" }""", "\"anniversary\"", "\"since-tier-start\"", "\"tier-anniversary\"", "\"lifetime\"",
    ];

    private static readonly (string Measure, string Aggregate, int Most)[] Measures =
    [
        ("purchases.net", "sum", 600), ("purchases.net", "sum", 600), ("purchases.net", "mean", 250), ("purchases.net", "max", 300),
        ("purchases.net", "min", 200), ("purchases.net", "last", 250),
        ("purchases", "count", 6), ("purchases", "active-months", 5), ("purchases", "distinct", 3), ("purchases", "days-since-first", 300),
        ("purchases.units", "sum", 12), ("purchases.units", "mean", 4),
        ("purchases.margin", "sum", 300), ("purchases.margin", "mean", 150), ("indicators.level", "last", 400), ("relationship.days", "last", 900),
    ];

    private static readonly string[] Validities =
    [
        """{ "rolling": "P12M" }""", """{ "rolling": "P6M" }""", """{ "rolling": "P45D" }""", """{ "rolling": "P3M", "extend": "each-review" }""",
        """{ "calendar": "quarter" }""", """{ "calendar": "year", "offset": 1 }""",
        """{ "dates": ["03-31", "09-30"] }""", "\"anniversary\"", "\"none\"",
    ];

    private static readonly string[] Reviews =
        ["", ""","review":{"every":"P1M"}""", ""","review":{"calendar":"quarter"}""", ""","review":"anniversary" """];

    public static GivenBackPolicy Of(Random random, bool withOthers)
    {
        T One<T>(params T[] all) => all[random.Next(all.Length)];
        var measures = Enumerable.Range(0, random.Next(1, 4)).Select(
            _ => withOthers && random.Next(4) == 0 ? One(("referrals", "count", 1), ("referrals.revenue", "sum", 400)) : One(Measures)).ToList();
        var metrics =
            string.Join(", ",
                measures.Select(
                    (one, i) => $$""" "m{{i}}": { "measure": "{{one.Item1}}", "aggregate": "{{one.Item2}}", "missing": "0"{{Window(one.Item1)}}{{Where(one.Item1)}} } """));
        string Window(string measure) => measure is "indicators.level" or "relationship.days" ? "" : $$""", "window": {{One(Windows)}}""";
        string Where(string measure) => !measure.StartsWith("purchases", StringComparison.Ordinal)
            ? "" : One("", "", ""","where":{"category":"food"}""", ""","where":{"net":{"atLeast":20}}""");
        string Rule(int rank, double ease)
        {
            string Comparison(int i) => $$"""{ "metric": "m{{i}}", "atLeast": {{Math.Max(1, (int)(measures[i].Item3 * rank * ease / 3))}} }""";
            return $$"""{ "any": [ {{string.Join(", ", Enumerable.Range(0, measures.Count).Select(Comparison))}} ] }""";
        }
        string Tier(string code, int rank) => $$"""
            , { "code": "{{code}}", "qualify": {{Rule(rank, 1)}}{{(random.Next(2) == 0 ? "" : $", \"retain\": {Rule(rank, 0.7)}")}}{{(random.Next(8) == 0 ? ", \"lock\": true" : "")}} }
            """;
        var (after, within) = (One(0, 0, 7), One(10_000, 10_000, 180));
        var terms = string.Join(
            ", ", new[] { within < 10_000 ? "\"within\": \"P180D\"" : "", after > 0 ? "\"after\": \"P7D\"" : "" }.Where(term => term.Length > 0));
        var movement = $$"""
            "upgrade": "{{One("at-once", "at-once", "at-review")}}", "downgrade": "{{One("full", "full", "one", "never")}}"{{One("", ",\"grace\":\"P30D\"", ",\"grace\":\"P90D\"")}}{{One(Reviews)}}{{One("", ",\"landing\":{\"rolling\":\"P2M\"}")}},
            "onReturn": {{(terms.Length == 0 ? "\"recheck\"" : $$"""{ "recheck": { {{terms}} } }""")}}
            """;
        return new($$"""
            { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "EUR"{{(withOthers && random.Next(2) == 0 ? ",\"judge\":\"group\"" : "")}}, "metrics": { {{metrics}} },
              "tiers": [ { "code": "base" }{{Tier("bronze", 1)}}{{Tier("silver", 2)}}{{Tier("gold", 3)}} ], "validity": {{One(Validities)}}, "movement": { {{movement}} } }
            """, after, within);
    }
}
