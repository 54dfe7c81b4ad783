using CustomerTiering.Rules.Tests.Paper;

namespace CustomerTiering.Rules.Tests.Decisions;

/// <summary>
/// What is bought between a return and its recheck stands for what was returned. Gold takes 300, silver 200, bronze 100; rechecked is seven days
/// later.
/// </summary>
public class RecheckExchangeTests
{
    private const string After = """{ "onReturn": { "recheck": { "after": "P7D" } } }""";
    private const string Within = """{ "onReturn": { "recheck": { "within": "P12M" } } }""";

    private static Ladder Gold(string movement = After, string validity = """{ "rolling": "P24M" }""") =>
        new Ladder(validity, movement).Joins("2026-01-01").Buys("2026-02-01", 300, "a");

    private static string[] Since(Ladder ladder, string to = "2026-03-31") => [.. ladder.Runs("2026-01-01", to).Skip(2)];

    [Fact]
    public void The_recheck_is_made_at_the_end_of_the_last_day_of_its_term() =>
        Assert.Equal(["2026-03-08 recheck: downgraded base from 2026-01-01"], Since(Gold().Returns("2026-03-01", 300, "a")));

    [Theory]
    [InlineData("2026-03-01")]
    [InlineData("2026-03-08")]
    public void What_is_bought_up_to_the_recheck_stands_for_what_was_returned(string bought) =>
        Assert.Empty(Since(Gold().Returns("2026-03-01", 300, "a").Buys(bought, 300, "b")));

    [Fact]
    public void What_is_bought_the_day_after_counts_on_its_own_day_alone() =>
        Assert.Equal(
            ["2026-03-08 recheck: downgraded base from 2026-01-01", "2026-03-09 at-once: upgraded gold from 2026-03-09 until 2028-03-08"],
            Since(Gold().Returns("2026-03-01", 300, "a").Buys("2026-03-09", 300, "b")));

    [Fact]
    public void What_was_bought_before_the_return_counts_on_its_own_day_alone() =>
        Assert.Equal(
            ["2026-03-08 recheck: retained gold from 2026-02-28 until 2028-02-27"],
            Since(Gold().Buys("2026-02-28", 300, "b").Returns("2026-03-01", 300, "a")));

    [Theory]
    [InlineData(300.00, null)]
    [InlineData(299.99, "2026-03-08 recheck: downgraded silver from 2026-02-01 until 2028-01-31")]
    public void An_exchange_counts_with_what_it_cost(decimal amount, string? line) =>
        Assert.Equal(line is null ? [] : [line], Since(Gold().Returns("2026-03-01", 300, "a").Buys("2026-03-02", amount, "b")));

    [Theory]
    [InlineData(140.00, "2026-03-08 recheck: downgraded silver from 2026-02-01 until 2028-01-31")] // 60 kept and 140 make 200
    [InlineData(139.99, "2026-03-08 recheck: downgraded bronze from 2026-02-01 until 2028-01-31")]
    [InlineData(240.00, null)] // 60 kept and 240 make 300
    [InlineData(999.00, null)]
    public void What_was_kept_and_the_exchange_count_together(decimal amount, string? line) =>
        Assert.Equal(line is null ? [] : [line], Since(Gold().Returns("2026-03-01", 240, "a").Buys("2026-03-05", amount, "b")));

    [Fact]
    public void An_exchange_stands_for_no_more_than_was_returned() =>
        // Of the 999 only 100 count in February, with the 100 kept: silver as before, and gold begins with the exchange itself.
        Assert.Equal(
            ["2026-02-01 at-once: upgraded silver from 2026-02-01 until 2028-01-31",
                "2026-03-05 at-once: upgraded gold from 2026-03-05 until 2028-03-04"],
            new Ladder("""{ "rolling": "P24M" }""", After)
                .Joins("2026-01-01").Buys("2026-02-01", 200, "a").Returns("2026-03-01", 100, "a").Buys("2026-03-05", 999, "b")
                .Runs("2026-01-01", "2026-03-31").Skip(1));

    [Fact]
    public void An_exchange_stands_for_a_cancelled_purchase_too() =>
        Assert.Empty(Since(Gold().Cancels("2026-03-01", "a").Buys("2026-03-08", 300, "b")));

    [Fact]
    public void Without_a_term_an_exchange_is_what_is_bought_from_the_return_on_until_the_end_of_its_day()
    {
        const string AtOnce = """{ "onReturn": "recheck" }""";
        Assert.Empty(Since(Gold(AtOnce).Returns("2026-03-01", 300, "a").Buys("2026-03-01", 300, "b")));
        Assert.Equal(
            ["2026-03-01 recheck: downgraded base from 2026-01-01", "2026-03-02 at-once: upgraded gold from 2026-03-02 until 2028-03-01"],
            Since(Gold(AtOnce).Returns("2026-03-01", 300, "a").Buys("2026-03-02", 300, "b")));
    }

    [Fact]
    public void An_exchange_that_is_given_back_in_its_turn_stands_for_nothing() =>
        Assert.Equal(
            ["2026-03-08 recheck: downgraded base from 2026-01-01"],
            Since(Gold().Returns("2026-03-01", 300, "a").Buys("2026-03-05", 300, "b").Returns("2026-03-08", 300, "b")));

    [Theory]
    [InlineData("40", "gold")]
    [InlineData("39.99", "base")]
    public void An_exchange_is_one_order_however_many_lines_it_stands_for(string exchange, string held)
    {
        const string Policy = """
            { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "EUR",
              "metrics": { "n": { "measure": "purchases", "aggregate": "count" }, "s": { "measure": "purchases.net", "aggregate": "sum" } },
              "tiers": [ { "code": "base" }, { "code": "gold", "qualify": { "any": [ { "metric": "n", "atLeast": 2 }, { "metric": "s", "atLeast": 40 } ] } } ],
              "validity": { "rolling": "P12M" }, "movement": { "onReturn": { "recheck": { "after": "P7D" } } } }
            """;
        Assert.Equal(held, Story.Of(Policy, "--from 2026-01-01 --to 2026-03-01", """
            {"kind":"customer","customer":"ann","at":"2026-01-01"}
            {"kind":"purchase","customer":"ann","id":"a","at":"2026-02-01","currency":"EUR","lines":[{"product":"tea","quantity":1,"unitPrice":10},{"product":"cup","quantity":1,"unitPrice":30}]}
            {"kind":"return","customer":"ann","id":"r","of":"a","at":"2026-02-02","currency":"EUR","amount":40}
            """, $$"""{"kind":"purchase","customer":"ann","id":"b","at":"2026-02-03","currency":"EUR","amount":{{exchange}}}""").Held("ann"));
    }

    [Theory]
    [InlineData("2027-02-01", "2027-02-01 recheck: downgraded base from 2026-01-01")]
    [InlineData("2027-02-02", null)]
    public void A_return_within_the_term_is_rechecked_and_one_a_day_later_only_takes_off(string returned, string? line) =>
        Assert.Equal(line is null ? [] : [line], Since(Gold(Within).Returns(returned, 300, "a"), "2027-03-01"));

    [Theory]
    [InlineData("2027-02-01", "2027-02-01 recheck: downgraded base from 2026-01-01")]
    [InlineData("2027-02-02", null)]
    public void The_term_holds_for_cancellations_too(string cancelled, string? line) =>
        Assert.Equal(line is null ? [] : [line], Since(Gold(Within).Cancels(cancelled, "a"), "2027-03-01"));

    [Fact]
    public void The_term_counts_purchase_by_purchase_and_the_walk_begins_with_those_within_it()
    {
        // Of the 400 given back on one day the 100 of March are within twelve months, the 300 of February are not: gold stands.
        var ladder = Gold(Within).Buys("2026-03-01", 100, "b").Returns("2027-03-01", 300, "a").Returns("2027-03-01", 100, "b");
        Assert.Empty(Since(ladder, "2027-03-31"));
    }

    private static string[] Printed(string metric, int least, params string[] facts) =>
        [.. Story.Of($$"""
            { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "EUR", "metrics": { "m": {{metric}} },
              "tiers": [ { "code": "base" }, { "code": "silver", "qualify": { "metric": "m", "atLeast": {{least}} } } ],
              "validity": { "rolling": "P3M" }, "movement": { "onReturn": "recheck" } }
            """, "--from 2026-01-01 --to 2026-03-31", ["""{"kind":"customer","customer":"ann","at":"2025-12-01"}""", .. facts])
            .Lines.Where(line => line.Trigger != "joining").Select(line => line.ToString())];

    private static string Bought(string id, string at, string members) =>
        $$"""{"kind":"purchase","customer":"ann","id":"{{id}}","at":"{{at}}Z","currency":"EUR",{{members}}}""";

    private static string GoneBack(string at, string amount) =>
        $$"""{"kind":"return","customer":"ann","id":"r","of":"a","at":"{{at}}Z","currency":"EUR","amount":{{amount}}}""";

    [Theory]
    [InlineData("10")]
    [InlineData("0.01")]
    public void What_fills_up_an_order_is_no_other_order(string back) =>
        Assert.Equal([], Printed(
            """{ "measure": "purchases", "aggregate": "count", "window": { "rolling": "P10D" } }""", 2,
            Bought("a", "2026-01-10T09:00:00", "\"amount\":100"), GoneBack("2026-02-10T09:00:00", back),
            Bought("b", "2026-02-10T10:00:00", "\"amount\":100")));

    [Theory]
    [InlineData("mean")]
    [InlineData("max")]
    [InlineData("last")]
    public void What_fills_up_an_order_is_no_sample_of_its_own(string aggregate) =>
        Assert.DoesNotContain(
            Printed(
                $$"""{ "measure": "purchases.net", "aggregate": "{{aggregate}}" }""", 55, Bought("a", "2026-01-10T09:00:00", "\"amount\":60"),
                GoneBack("2026-02-10T09:00:00", "10"),
                Bought("b", "2026-02-10T10:00:00", "\"amount\":20")), line => line.Contains("recheck", StringComparison.Ordinal));

    [Fact]
    public void Of_goods_no_more_stand_for_those_returned_than_were_returned() =>
        Assert.Equal([], Printed(
            """{ "measure": "purchases.units", "aggregate": "sum", "window": { "rolling": "P10D" } }""", 5,
            Bought("a", "2026-01-10T09:00:00", """ "lines":[{"product":"tea","quantity":1,"unitPrice":100}] """),
            GoneBack("2026-02-10T09:00:00", "10"),
            Bought("b", "2026-02-10T10:00:00", """ "lines":[{"product":"tea","quantity":4,"unitPrice":50}] """)));

    [Fact]
    public void Costs_of_goods_that_stand_for_none_are_left_out() =>
        Assert.DoesNotContain(
            Printed(
                """{ "measure": "purchases.margin", "aggregate": "sum", "window": { "rolling": "P20D" } }""", 30,
                Bought("a", "2026-01-30T09:00:00", """ "lines":[{"product":"tea","quantity":1,"unitPrice":100,"unitCost":50}] """),
                GoneBack("2026-02-10T09:00:00", "10"),
                Bought("b", "2026-02-10T10:00:00", """ "lines":[{"product":"tea","quantity":4,"unitPrice":50,"unitCost":40}] """)),
            line => line.Contains("recheck", StringComparison.Ordinal));
}
