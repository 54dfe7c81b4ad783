namespace CustomerTiering.Rules.Tests.Paper;

/// <summary>Situations from the reports of shops, whose customers stood wrong.</summary>
public class SituationTests
{
    private const string InTheYear = """ "s": { "measure": "purchases.net", "aggregate": "sum", "window": { "rolling": "P12M" } } """;
    private const string SilverAndGold =
        """, { "code": "silver", "qualify": { "metric": "s", "atLeast": 1000 } }, { "code": "gold", "qualify": { "metric": "s", "atLeast": 5000 } } """;
    private const string Silver = """, { "code": "silver", "qualify": { "metric": "s", "atLeast": 1000 } } """;
    private const string Year = """{ "rolling": "P12M" }""";

    private static string Policy(string metrics, string tiers, string validity = Year, string movement = """ "onReturn": "recheck" """) => $$"""
        { "schema": "tier-policy/1", "ladder": "g", "timeZone": "Europe/Berlin", "currency": "EUR", "metrics": { {{metrics}} },
          "tiers": [ { "code": "base" } {{tiers}} ], "validity": {{validity}}, "movement": { {{movement}} } }
        """;

    private static string Ann(string at = "2024-01-01") => $$"""{"kind":"customer","customer":"ann","at":"{{at}}"}""";

    private static string Bought(string id, string at, string amount) =>
        $$"""{"kind":"purchase","customer":"ann","id":"{{id}}","at":"{{at}}T12:00:00Z","currency":"EUR","amount":{{amount}}}""";

    private static string Back(string id, string at, string amount, string? of = null) =>
        $$"""{"kind":"return","customer":"ann","id":"{{id}}","at":"{{at}}T12:00:00Z","currency":"EUR","amount":{{amount}}{{(of is null ? "" : $", \"of\":\"{of}\"")}}}""";

    [Fact]
    public void S01_a_purchase_that_has_left_the_window_has_taken_its_return_along()
    {
        var story = Story.Of(
            Policy(InTheYear, Silver, """{ "rolling": "P6M" }""", ""), "--from 2025-09-01 --to 2026-12-31",
            Ann("2025-01-01"), Bought("1", "2025-09-10", "5000"), Back("2", "2025-09-25", "5000", "1"), Bought("3", "2026-03-15", "1200"));
        var line = story.Lines.Single(line => line.AsOf == "2026-09-14");
        Assert.Equal(("silver", "1200"), (line.Held, line.Metric("s")));
    }

    [Fact]
    public void S02_a_return_in_January_raises_nobody_for_what_was_bought_last_year()
    {
        var story = Story.Of(
            Policy(""" "s": { "measure": "purchases.net", "aggregate": "sum", "window": { "calendar": "year", "offset": -1 } } """,
                """, { "code": "gold", "qualify": { "metric": "s", "atLeast": 1000 } } """,
                """{ "calendar": "year" }""", """ "onReturn": "recheck", "review": { "calendar": "year" } """),
            "--from 2025-12-01 --to 2027-02-01", Ann(), Bought("1", "2025-12-28", "1000"), Back("2", "2026-01-05", "1000", "1"));
        Assert.Equal(3, story.Lines.Count);
        Assert.All(story.Lines, line => Assert.Equal("base", line.Held));
    }

    [Fact]
    public void S03_the_return_of_what_no_longer_counts_takes_nothing_from_what_does() =>
        Assert.Equal("silver", Story.Of(
            Policy(InTheYear, Silver, movement: ""), "--from 2026-01-01 --to 2026-06-01",
            Ann(), Bought("1", "2025-02-01", "500"), Bought("2", "2026-03-02", "999"), Back("3", "2026-03-10", "500", "1"),
            Bought("4", "2026-03-11", "1")).Held("ann"));

    [Fact]
    public void S04_the_refund_of_an_upgrade_leaves_the_tier_below_with_its_dates()
    {
        var story = Story.Of(
            Policy(InTheYear, SilverAndGold), "--from 2025-01-01 --to 2026-06-30",
            Ann(), Bought("1", "2025-03-01", "1000"), Bought("2", "2025-06-01", "900"), Bought("3", "2026-03-10", "5000"),
            Back("4", "2026-03-20", "5000", "3"));
        Assert.Equal("2026-03-20 recheck: downgraded silver from 2025-03-01 until 2027-02-28", story.Lines[^1].ToString());
    }

    [Fact]
    public void S05_what_is_given_back_by_amount_is_given_back_in_its_category_too()
    {
        var story = Story.Of(
            Policy(""" "kitchen": { "measure": "purchases.net", "aggregate": "sum", "where": { "category": "kitchen" } } """,
                """, { "code": "cook", "qualify": { "metric": "kitchen", "atLeast": 100 } } """),
            "--from 2026-01-01 --to 2026-03-01", Ann("2026-01-01"),
            """{"kind":"purchase","customer":"ann","id":"1","at":"2026-01-05","currency":"EUR","lines":[{"product":"pan","category":"kitchen","quantity":1,"unitPrice":100}]}""", Back("2", "2026-01-07", "100", "1"));
        Assert.Equal(["base", "cook", "base"], story.Lines.Select(line => line.Held));
    }

    [Fact]
    public void S06_a_return_without_its_order_is_rechecked() =>
        Assert.Equal(
            "2026-02-05 recheck: downgraded base from 2026-01-01 until -",
            Story.Of(Policy(InTheYear, Silver), "--from 2026-01-01 --to 2026-12-31", Ann("2026-01-01"), Bought("1", "2026-02-01", "5000"),
                Back("2", "2026-02-05", "5000")).Lines[^1].ToString());

    [Theory]
    [InlineData("10", "base")]
    [InlineData("9.99", "silver")]
    public void S07_orders_given_back_whole_are_no_orders(string returned, string tier)
    {
        string[] facts =
            [Ann("2026-01-01"), .. new[] { "1", "2", "3" }.SelectMany(
                day => new[] { Bought($"p{day}", $"2026-03-0{day}", "10"), Back($"r{day}", $"2026-03-0{day}", returned, $"p{day}") })];
        Assert.Equal(tier, Story.Of(
            Policy(""" "n": { "measure": "purchases", "aggregate": "count", "window": { "rolling": "P12M" } } """,
                """, { "code": "silver", "qualify": { "metric": "n", "atLeast": 3 } } """),
            "--from 2026-01-01 --to 2026-06-01", facts).Held("ann"));
    }

    [Fact]
    public void C3_two_orders_of_30000_that_went_back_make_nobody_gold()
    {
        const string Largest =
            """ "largest": { "measure": "purchases.net", "aggregate": "max", "window": { "rolling": "P12M" } }, "big": { "measure": "purchases", "aggregate": "count", "window": { "rolling": "P12M" }, "where": { "net": { "atLeast": 30000 } } } """;
        const string Gold =
            """, { "code": "gold", "qualify": { "all": [ { "metric": "largest", "atLeast": 30000 }, { "metric": "big", "atLeast": 2 } ] } } """;
        string[] bought = [Ann("2026-01-01"), Bought("1", "2026-02-01", "30000"), Bought("2", "2026-02-10", "30000")];

        Assert.Equal("gold", Story.Of(Policy(Largest, Gold), "--from 2026-01-01 --to 2026-06-01", bought).Held("ann"));
        var story = Story.Of(Policy(Largest, Gold), "--from 2026-01-01 --to 2026-06-01",
            [.. bought, Back("r", "2026-03-01", "30000", "1"), Back("s", "2026-03-02", "30000", "2")]);
        Assert.Equal("2026-03-01 recheck: downgraded base from 2026-01-01 until -", story.Lines[^1].ToString());
        // A cent given back is enough: 30,000 is the least.
        Assert.Equal("base", Story.Of(
            Policy(Largest, Gold), "--from 2026-01-01 --to 2026-06-01", [.. bought, Back("r", "2026-03-01", "0.01", "1")]).Held("ann"));
    }

    [Fact]
    public void A_return_raises_whom_the_purchase_had_lowered()
    {
        const string Mean = """ "mean": { "measure": "purchases.net", "aggregate": "mean" } """;
        var story = Story.Of(
            Policy(Mean, """, { "code": "gold", "qualify": { "metric": "mean", "atLeast": 100 } } """, """{ "rolling": "P1M" }"""),
            "--from 2026-01-01 --to 2026-03-20",
            Ann("2026-01-01"), Bought("1", "2026-01-10", "100"), Bought("2", "2026-02-01", "1"), Back("3", "2026-03-01", "1", "2"));
        Assert.Equal(
            ["2026-01-10 at-once: upgraded gold from 2026-01-10 until 2026-02-09", "2026-02-09 expiry: downgraded base from 2026-02-10 until -",
                "2026-03-01 recheck: upgraded gold from 2026-01-10 until 2026-03-09"],
            story.Lines.Skip(1).Take(3).Select(line => line.ToString()));
    }

    [Fact]
    public void A_correction_holds_from_the_beginning_whatever_its_day()
    {
        string Corrected(string at) =>
            $$"""{ "kind":"correction","customer":"ann","id":"k","at":"{{at}}","of":"1","ofKind":"purchase","replaces":{ "amount":1000 } }""";
        string[] Of(string at) =>
            [.. Story.Of(Policy(InTheYear, Silver), "--from 2026-01-01 --to 2026-12-31", Ann("2026-01-01"), Bought("1", "2026-02-01", "10"),
                Corrected(at)).Lines.Skip(1).Select(line => line.ToString())];

        Assert.Equal(["2026-02-01 at-once: upgraded silver from 2026-02-01 until 2027-01-31"], Of("2026-06-01"));
        Assert.Equal(["2026-02-01 at-once: upgraded silver from 2026-02-01 until 2027-01-31"], Of("2028-01-01"));
    }

    [Fact]
    public void A_correction_asks_for_an_evaluation_on_its_own_day_and_for_no_recheck()
    {
        // Silver takes thirty days, and a fact on which to be seen.
        const string Days =
            """ "days": { "measure": "relationship.days", "aggregate": "last" }, "n": { "measure": "purchases", "aggregate": "count" } """;
        var story = Story.Of(
            Policy(Days,
                """, { "code": "silver", "qualify": { "all": [ { "metric": "days", "atLeast": 30 }, { "metric": "n", "atLeast": 1 } ] } } """),
                "--from 2026-01-01 --to 2026-12-31",
            Ann("2026-01-01"), Bought("1", "2026-01-10", "10"),
            """{"kind":"correction","customer":"ann","id":"k","at":"2026-03-01","of":"1","ofKind":"purchase","replaces":{"amount":9}}""");
        Assert.Equal(["2026-03-01 at-once: upgraded silver from 2026-03-01 until 2027-02-28"], story.Lines.Skip(1).Select(line => line.ToString()));
    }
}
