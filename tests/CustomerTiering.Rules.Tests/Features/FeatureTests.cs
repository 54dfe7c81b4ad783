using System.Text.Json;
using CustomerTiering.Rules.Tests.Decisions;
using CustomerTiering.Rules.Tests.Paper;

namespace CustomerTiering.Rules.Tests.Features;

/// <summary>
/// What a ladder must do as its users name it, on paper, where no other test shows it whole; <c>docs/features.md</c> names the rest.
/// </summary>
public sealed class FeatureTests
{
    private static string Customer(string at = "2025-01-01", string more = "") =>
        $$"""{ "kind": "customer", "customer": "ann", "at": "{{at}}"{{more}} }""";

    private static string Bought(string id, string at, string amount, string more = "") =>
        $$"""{ "kind": "purchase", "customer": "ann", "id": "{{id}}", "at": "{{at}}", "currency": "EUR", "amount": "{{amount}}"{{more}} }""";

    private static string Policy(string metrics, string tiers, string more = "") =>
        $$"""{ "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "EUR", "metrics": { {{metrics}} }, "tiers": [ {{tiers}} ]{{more}} }""";

    private static string Tier(string policy, string day, params string[] facts) =>
        Value(Example.Print(Ladder.Compiled(policy), facts, ["--as-of", day]).Single(), "held");

    private static string Value(string line, string member) => JsonDocument.Parse(line).RootElement.GetProperty(member).GetString()!;

    private static string[] Story(string policy, string from, string to, params string[] facts) =>
        [.. Example.Print(Ladder.Compiled(policy), facts, ["--from", from, "--to", to]).Select(line => Value(line, "trigger") == "warning"
            ? $"{Value(line, "asOf")} warned {Value(line, "period")}" : $"{Value(line, "asOf")} {Value(line, "outcome")} {Value(line, "held")}")];

    [Theory]
    [InlineData("0", "t0")]
    [InlineData("49", "t49")]
    [InlineData("98.99", "t98")]
    [InlineData("99", "t99")]
    public void F1_a_ladder_has_up_to_a_hundred_tiers(string spend, string tier)
    {
        var tiers = string.Join(", ", Enumerable.Range(
            0, 100).Select(n => n == 0 ? """{ "code": "t0" }""" : $$"""{ "code": "t{{n}}", "qualify": { "metric": "m", "atLeast": {{n}} } }"""));
        Assert.Equal(tier, Tier(Policy("""  "m": { "measure": "purchases.net", "aggregate": "sum" } """, tiers), "2025-06-30", Customer(),
            Bought("1", "2025-03-01", spend)));
    }

    [Theory]
    [InlineData("199.99", "silver", "silver")]
    [InlineData("200", "silver", "gold-light")]
    [InlineData("299.99", "silver", "gold-light")]
    [InlineData("300", "gold", "gold")]
    public void F1_a_tier_is_inserted_between_two_and_touches_nobody_else(string spend, string before, string after)
    {
        const string Metrics = """ "m": { "measure": "purchases.net", "aggregate": "sum" } """;
        const string Low = """{ "code": "base" }, { "code": "silver", "qualify": { "metric": "m", "atLeast": 100 } }""";
        const string Between = """{ "code": "gold-light", "qualify": { "metric": "m", "atLeast": 200 } }""";
        const string High = """{ "code": "gold", "qualify": { "metric": "m", "atLeast": 300 } }""";
        string[] facts = [Customer(), Bought("1", "2025-03-01", spend)];

        Assert.Equal(before, Tier(Policy(Metrics, $"{Low}, {High}"), "2025-06-30", facts));
        Assert.Equal(after, Tier(Policy(Metrics, $"{Low}, {Between}, {High}"), "2025-06-30", facts));
    }

    [Fact]
    public void F2_a_customer_stands_on_several_ladders_and_each_judges_by_itself()
    {
        string[] facts = [Customer(), Bought("1", "2025-03-01", "500"),
            """{ "kind": "indicator", "customer": "ann", "id": "i", "at": "2025-03-01", "name": "credit-score", "value": "480" }"""];

        Assert.Equal(
            "gold", Tier(
                Policy(""" "m": { "measure": "purchases.net", "aggregate": "sum" } """,
                    """{ "code": "base" }, { "code": "gold", "qualify": { "metric": "m", "atLeast": 500 } }"""), "2025-06-30", facts));
        Assert.Equal(
            "weak", Tier(
                Policy(""" "m": { "measure": "indicators.credit-score", "aggregate": "last" } """,
                    """{ "code": "weak" }, { "code": "strong", "qualify": { "metric": "m", "atLeast": 600 } }"""), "2025-06-30", facts));
    }

    [Fact]
    public void F3_and_F4_every_kind_of_fact_feeds_a_tier()
    {
        string[] metrics =
        [
            """ "spend": { "measure": "purchases.net", "aggregate": "sum" } """, """ "orders": { "measure": "purchases", "aggregate": "count" } """,
            """ "visits": { "measure": "interactions", "aggregate": "count", "where": { "channel": "visit" } } """,
            """ "margin": { "measure": "purchases.margin", "aggregate": "sum" } """,
            """ "returned": { "measure": "returns", "aggregate": "sum" } """,
            """ "balance": { "measure": "indicators.assets", "aggregate": "last" } """,
            """ "nps": { "measure": "surveys.nps", "aggregate": "mean" } """, """ "csat": { "measure": "surveys.csat", "aggregate": "mean" } """,
            """ "ces": { "measure": "surveys.ces", "aggregate": "mean" } """, """ "complaints": { "measure": "complaints", "aggregate": "count" } """,
            """ "referrals": { "measure": "referrals", "aggregate": "count" } """,
        ];
        (string Metric, string Value)[] asked =
            [("spend", "90"), ("orders", "1"), ("visits", "1"), ("margin", "54"), ("returned", "10"), ("balance", "7000"), ("nps", "9"),
                ("csat", "5"), ("ces", "6"), ("complaints", "1"), ("referrals", "1")];
        var all = string.Join(", ", asked.Select(one => $$"""{ "metric": "{{one.Metric}}", "equals": {{one.Value}} }"""));

        Assert.Equal("whole", Tier(
            Policy(string.Join(',', metrics), $$"""{ "code": "base" }, { "code": "whole", "qualify": { "all": [ {{all}} ] } }"""), "2025-06-30",
            Customer(),
            """{ "kind": "purchase", "customer": "ann", "id": "1", "at": "2025-03-01", "currency": "EUR", "lines": [ { "product": "p", "quantity": 10, "unitPrice": 10, "unitCost": 4 } ] }""",
            """{ "kind": "return", "customer": "ann", "id": "r", "of": "1", "at": "2025-03-05", "currency": "EUR", "lines": [ { "product": "p", "quantity": 1, "unitPrice": 10, "unitCost": 4 } ] }""",
            """{ "kind": "interaction", "customer": "ann", "id": "v", "at": "2025-03-02", "channel": "visit" }""",
            """{ "kind": "indicator", "customer": "ann", "id": "a", "at": "2025-03-02", "name": "assets", "value": "7000" }""",
            """{ "kind": "survey", "customer": "ann", "id": "n", "at": "2025-03-02", "survey": "nps", "score": 9 }""",
            """{ "kind": "survey", "customer": "ann", "id": "s", "at": "2025-03-02", "survey": "csat", "score": 5 }""",
            """{ "kind": "survey", "customer": "ann", "id": "e", "at": "2025-03-02", "survey": "ces", "score": 6 }""",
            """{ "kind": "complaint", "customer": "ann", "id": "c", "at": "2025-03-02" }""",
            """{ "kind": "referral", "customer": "ann", "id": "f", "at": "2025-03-02", "referred": "bob" }"""));
    }

    [Theory]
    [InlineData("2025-03-31", "base")]
    [InlineData("2025-04-01", "gated")]
    [InlineData("2025-04-30", "gated")]
    [InlineData("2025-05-01", "base")]
    public void F6_a_segment_is_a_gate_that_opens_and_closes_on_its_day(string day, string tier) => Assert.Equal(tier, Tier(
        Policy("", """{ "code": "base" }, { "code": "gated", "qualify": { "segment": "business" } }"""), day,
        Customer(), Customer("2025-04-01", """, "segments": ["business"] """), Customer("2025-05-01", """, "segments": ["consumer"] """)));

    [Fact]
    public void A_lowest_tier_with_a_threshold_of_0_works() => Assert.Equal("zero", Tier(
        Policy(""" "m": { "measure": "purchases.net", "aggregate": "sum" } """,
            """{ "code": "base" }, { "code": "zero", "qualify": { "metric": "m", "atLeast": 0 } }"""), "2025-01-01", Customer()));

    [Fact]
    public void What_was_paid_with_points_is_no_spend() => Assert.Equal("base", Tier(
        Policy(""" "m": { "measure": "purchases.net", "aggregate": "sum" } """,
            """{ "code": "base" }, { "code": "silver", "qualify": { "metric": "m", "atLeast": 100 } }"""), "2025-06-30",
        Customer(), Bought("1", "2025-03-01", "99.99", """, "redeemed": "50" """)));

    /// <summary>
    /// Silver keeps at less than it takes and steps down with a grace; gold asks for two of three and a score of two dimensions, and is locked.
    /// </summary>
    [Fact]
    public void U11_one_policy_has_retention_step_down_grace_lock_two_of_three_and_several_dimensions_together()
    {
        var policy = Policy(
            """
            "spend": { "measure": "purchases.net", "aggregate": "sum", "window": { "rolling": "P6M" } },
            "orders": { "measure": "purchases", "aggregate": "count", "window": { "rolling": "P6M" } },
            "csat": { "measure": "surveys.csat", "aggregate": "mean", "window": { "rolling": "P12M" } }
            """,
            """
            { "code": "base" },
            { "code": "bronze", "qualify": { "metric": "spend", "atLeast": 50 } },
            { "code": "silver", "qualify": { "metric": "spend", "atLeast": 200 }, "retain": { "metric": "spend", "atLeast": 150 } },
            { "code": "gold", "qualify": { "all": [ { "score": "total", "atLeast": 80 },
                { "count": 2, "of": [ { "metric": "spend", "atLeast": 400 }, { "metric": "orders", "atLeast": 4 }, { "metric": "csat", "atLeast": 4 } ] } ] }, "lock": true }
            """,
            """
            , "scores": { "financial": { "weight": 60, "metric": "spend", "curve": [[0, 0], [400, 100]] },
                          "emotional": { "weight": 40, "metric": "csat", "curve": [[1, 0], [5, 100]], "scoreIfMissing": 50 } },
            "validity": { "rolling": "P6M" },
            "movement": { "upgrade": "at-once", "downgrade": "one", "grace": "P30D", "warn": ["P15D"], "onReturn": "recheck" }
            """);

        // 200 gives silver; 150 renews it; 0 falls one step after a grace, and the next after another.
        Assert.Equal(
            ["2025-01-10 joined silver", "2025-07-09 retained silver", "2025-12-25 warned P15D", "2026-01-09 grace silver",
                "2026-02-08 downgraded bronze", "2026-07-24 warned P15D", "2026-08-08 grace bronze", "2026-09-07 downgraded base"],
            Story(policy, "2025-01-01", "2026-12-31", Bought("1", "2025-01-10", "200"), Bought("2", "2025-02-20", "150")));
        // Spend and satisfaction are two of three, the score is 100; what was locked stays when both are gone, and only a return takes it.
        string[] gold = [Bought("1", "2025-01-10", "400"),
            """{ "kind": "survey", "customer": "ann", "id": "s", "at": "2025-01-10", "survey": "csat", "score": 5 }"""];
        Assert.Equal(
            ["2025-01-10 joined gold", "2025-07-09 retained gold", "2026-01-09 retained gold"], Story(policy, "2025-01-01", "2026-06-30", gold));
        Assert.Equal(
            ["2025-01-10 joined gold", "2025-02-01 downgraded bronze"],
            Story(policy, "2025-01-01", "2025-06-30",
                [.. gold, """{ "kind": "return", "customer": "ann", "id": "r", "of": "1", "at": "2025-02-01", "currency": "EUR", "amount": "300.01" }"""]));
        // A cent less, or two of three without the score, is silver.
        Assert.Equal(["2025-01-10 joined silver"], Story(policy, "2025-01-01", "2025-01-31", Bought("1", "2025-01-10", "399.99")));
    }
}
