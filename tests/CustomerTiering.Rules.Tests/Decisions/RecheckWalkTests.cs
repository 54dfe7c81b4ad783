using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Tests.Paper;
using static CustomerTiering.Rules.Tests.Decisions.Ladder;

namespace CustomerTiering.Rules.Tests.Decisions;

/// <summary>
/// A recheck asks what would stand had what was given back never been bought. Gold takes 300 in twelve months, silver 200 (150 keep it), bronze 100.
/// </summary>
public class RecheckWalkTests
{
    private const string Recheck = """{ "onReturn": "recheck" }""";
    private const string Base = "2026-03-01 recheck: downgraded base from 2026-01-01";

    private static Ladder Spent(decimal amount = 300, string movement = Recheck, string gold = "", string validity = """{ "rolling": "P12M" }""") =>
        new Ladder(validity, movement, gold).Joins("2026-01-01").Buys("2026-02-01", amount, "a");

    private static string[] Rechecks(Ladder ladder, string to = "2026-03-01", string from = "2026-01-01", HeldState? held = null) =>
        [.. ladder.Runs(from, to, held).Where(line => line.Contains(" recheck: ", StringComparison.Ordinal))];

    [Theory]
    [InlineData(10.00, null)]
    [InlineData(10.01, "2026-03-01 recheck: downgraded silver from 2026-02-01 until 2027-01-31")]
    [InlineData(110.00, "2026-03-01 recheck: downgraded silver from 2026-02-01 until 2027-01-31")]
    [InlineData(110.01, "2026-03-01 recheck: downgraded bronze from 2026-02-01 until 2027-01-31")]
    [InlineData(210.00, "2026-03-01 recheck: downgraded bronze from 2026-02-01 until 2027-01-31")]
    [InlineData(210.01, Base)]
    [InlineData(310.00, Base)]
    public void A_return_leaves_the_tier_and_dates_of_a_purchase_that_was_smaller_from_the_start(decimal returned, string? line) =>
        Assert.Equal(line is null ? [] : [line], Rechecks(Spent(310).Returns("2026-03-01", returned, "a")));

    [Fact]
    public void The_new_decision_names_the_one_it_supersedes_and_stands_beside_all_that_was_decided_before()
    {
        var decisions = Spent().Returns("2026-03-01", 60, "a")
            .Entries("2026-01-01", "2026-03-01").OfType<TimelineEntry.Decided>().Select(entry => entry.Decision);
        Assert.Equal([("joining", null), ("at-once", null), ("recheck", "at-once/2026-02-01")],
            decisions.Select(decision => (decision.Trigger.Kind.Name(), decision.Supersedes)));
    }

    [Fact]
    public void A_cancellation_is_rechecked_and_a_reinstatement_gives_back_what_it_took()
    {
        var ladder = Spent().Cancels("2026-03-01", "a").Reinstates("2026-04-01", "a");
        Assert.Equal([Base, "2026-04-01 recheck: upgraded gold from 2026-02-01 until 2027-01-31"], Rechecks(ladder, "2026-04-01"));
    }

    [Theory]
    [InlineData("""{ "onReturn": "recheck", "downgrade": "never", "grace": "P90D" }""", "")]
    [InlineData("""{ "onReturn": "recheck", "grace": "P90D" }""", "")]
    [InlineData(Recheck, """, "lock": true """)]
    public void It_falls_also_under_never_and_lock_and_without_a_grace_of_its_own(string movement, string gold) =>
        Assert.Equal([Base], Rechecks(Spent(movement: movement, gold: gold).Cancels("2026-03-01", "a")));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "onReturn": "ignore" }""")]
    public void Without_recheck_the_tier_is_guaranteed(string movement) =>
        Assert.DoesNotContain(Spent(movement: movement).Cancels("2026-03-01", "a").Runs("2026-01-01", "2026-03-01"),
            line => line.Contains("downgraded", StringComparison.Ordinal));

    [Fact]
    public void The_tier_held_before_an_upgrade_stays_with_its_own_dates() =>
        Assert.Equal(
            ["2026-05-01 recheck: downgraded silver from 2026-02-01 until 2027-01-31"],
            Rechecks(Spent(200).Buys("2026-04-01", 300, "b").Returns("2026-05-01", 300, "b"), "2026-05-01"));

    [Fact]
    public void A_renewal_that_would_have_been_made_is_made() =>
        // Bronze would have ended on 31 January, with 150 spent in its year.
        Assert.Equal(
            ["2027-02-15 recheck: downgraded bronze from 2026-02-01 until 2028-01-31"],
            Rechecks(Spent(150).Buys("2026-12-01", 300, "b").Returns("2027-02-15", 300, "b"), "2027-02-15"));

    [Fact]
    public void An_upgrade_that_came_later_by_itself_begins_on_its_own_day() =>
        Assert.Equal(
            ["2026-03-01 recheck: retained gold from 2026-02-10 until 2027-02-09"],
            Rechecks(Spent().Level("2026-02-10", 30).Returns("2026-03-01", 300, "a")));

    [Fact]
    public void A_first_day_alone_that_differs_is_a_decision() =>
        Assert.Equal(
            ["2026-03-01 recheck: retained gold from 2026-02-10 until 2026-12-31"],
            Rechecks(Spent(validity: """{ "calendar": "year" }""").Level("2026-02-10", 30).Returns("2026-03-01", 300, "a")));

    [Fact]
    public void A_customer_who_joined_with_the_purchase_joins_without_it() =>
        Assert.Equal(
            [Base], Rechecks(new Ladder(movement: Recheck).Joins("2025-01-01").Buys("2025-06-01", 300, "a").Returns("2026-03-01", 300, "a")));

    [Fact]
    public void A_stated_tier_is_not_questioned_and_what_was_decided_since_the_start_is()
    {
        Assert.Empty(Rechecks(Spent().Cancels("2026-03-01", "a"), from: "2026-02-15", held: Held("gold", "2026-02-01", "2027-01-31")));
        Assert.Equal(
            ["2026-03-01 recheck: downgraded bronze from 2026-01-15 until 2027-01-14"],
            Rechecks(Spent().Cancels("2026-03-01", "a"), from: "2026-01-20", held: Held("bronze", "2026-01-15", "2027-01-14")));
    }

    [Theory]
    [InlineData("2027-04-13", "2027-04-13 recheck: downgraded bronze from 2026-01-15 until 2027-01-14 grace 2027-04-14")]
    [InlineData("2027-04-14", "2027-04-14 recheck: downgraded bronze from 2026-01-15 until 2027-01-14 grace 2027-04-14")]
    [InlineData("2027-04-15", "2027-04-15 recheck: downgraded base from 2027-04-15")]
    public void A_grace_that_would_be_running_runs_on_and_one_that_would_be_over_is(string returned, string line)
    {
        var ladder = new Ladder(movement: """{ "onReturn": "recheck", "grace": "P90D" }""")
            .Joins("2026-01-01").Level("2026-01-15", 10).Level("2026-06-01", 0).Buys("2026-12-01", 300, "b").Returns(returned, 300, "b");
        Assert.Equal([line], Rechecks(ladder, returned));
    }

    [Fact]
    public void A_downgrade_that_would_take_effect_tomorrow_is_made_tomorrow()
    {
        var ladder = new Ladder(movement: Recheck)
            .Joins("2026-01-01").Level("2026-02-01", 10).Level("2026-03-01", 0).Buys("2026-06-01", 300, "b").Returns("2027-01-31", 300, "b");
        Assert.Equal(
            ["2027-01-31 recheck: downgraded bronze from 2026-02-01 until 2027-01-31", "2027-02-01 expiry: downgraded base from 2027-02-02"],
            ladder.Runs("2026-01-01", "2027-03-01").TakeLast(2));
    }

    [Theory]
    [InlineData(200.00, "2027-01-31 recheck: downgraded bronze from 2026-02-01 until 2028-01-31")]
    [InlineData(200.01, "2027-01-31 recheck: downgraded base from 2026-01-01")]
    public void A_renewal_that_is_due_on_the_day_of_the_recheck_is_part_of_it(decimal returned, string line) =>
        Assert.Equal([line], Rechecks(Spent().Returns("2027-01-31", returned, "a"), "2027-01-31"));

    [Fact]
    public void Another_return_s_recheck_is_gone_through_again_from_as_far_back_as_it_reaches()
    {
        // Gold rested on both orders; the walk for the second would begin with the gold that the first one gave.
        var ladder = Spent().Buys("2026-03-01", 100, "b").Returns("2026-04-01", 300, "a").Returns("2026-05-01", 100, "b");
        Assert.Equal(
            ["2026-04-01 recheck: downgraded bronze from 2026-03-01 until 2027-02-28", "2026-05-01 recheck: downgraded base from 2026-01-01"],
            Rechecks(ladder, "2026-05-01"));
    }

    [Fact]
    public void A_purchase_left_with_less_because_another_return_gave_way_is_concerned()
    {
        // The 100 without a purchase come off b, until b itself is given back: then they come off a.
        var ladder = Spent(200).Buys("2026-03-01", 100, "b").Returns("2026-04-01", 100, null).Returns("2026-05-01", 100, "b");
        Assert.Equal(
            ["2026-04-01 recheck: downgraded silver from 2026-02-01 until 2027-01-31",
                "2026-05-01 recheck: downgraded bronze from 2026-02-01 until 2027-01-31"],
            Rechecks(ladder, "2026-05-01"));
    }

    [Fact]
    public void A_return_that_came_later_gave_way_to_none_before_it()
    {
        // Of the 166 of July 27 come off b, within the term, and 139 off a, out of it: bronze by a stands, though the return of June is gone through
        // again.
        var ladder = new Ladder("\"none\"", """{ "onReturn": { "recheck": { "within": "P180D" } } }""")
            .Joins("2025-01-01").Buys("2025-01-02", 164, "a").Buys("2025-01-17", 129, "c")
            .Buys("2025-05-08", 27, "b").Returns("2025-06-06", 129, "c").Returns("2025-07-28", 166, null);
        Assert.Equal(["2025-06-06 recheck: downgraded bronze from 2025-01-02"], Rechecks(ladder, "2025-12-31", "2025-01-01"));
    }

    [Fact]
    public void A_return_without_its_purchase_is_rechecked() =>
        Assert.Equal([Base], Rechecks(Spent().Returns("2026-03-01", 300, null)));

    [Fact]
    public void A_return_that_takes_nothing_off_is_not_rechecked() =>
        Assert.Empty(Rechecks(new Ladder(movement: Recheck).Joins("2026-01-01").Level("2026-02-01", 30).Returns("2026-03-01", 300, null)));

    [Fact]
    public void An_allowance_is_not_rechecked_and_counts_at_the_next_expiry()
    {
        Assert.Empty(Rechecks(Spent().Allows("2026-03-01", 50.01m, "a")));
        Assert.Contains("2027-01-31 expiry: downgraded silver from 2027-02-01 until 2028-01-31",
            Spent().Allows("2026-03-01", 50.01m, "a").Runs("2026-01-01", "2027-01-31"));
        Assert.Contains("2027-01-31 expiry: retained gold from 2026-02-01 until 2028-01-31",
            Spent().Allows("2026-03-01", 50.00m, "a").Runs("2026-01-01", "2027-01-31"));
    }

    [Fact]
    public void In_a_walk_an_allowance_counts_from_its_own_day_on() =>
        // Gold by 300 on 1 February stands whether or not b was bought: the allowance came later.
        Assert.Empty(Rechecks(Spent().Buys("2026-02-01", 100, "b").Allows("2026-03-01", 150, "a").Returns("2026-04-01", 100, "b"), "2026-04-01"));

    [Fact]
    public void Points_given_back_are_rechecked()
    {
        const string Policy = """
            { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "EUR",
              "metrics": { "orders": { "measure": "purchases", "aggregate": "count" } },
              "tiers": [ { "code": "base" }, { "code": "gold", "qualify": { "metric": "orders", "atLeast": 1 } } ],
              "validity": { "rolling": "P12M" }, "movement": { "onReturn": "recheck" } }
            """;
        Assert.Equal("gold", Story.Of(Policy, "--from 2026-01-01 --to 2026-04-01", Order, Back("49.99")).Held("ann"));
        Assert.Equal("base", Story.Of(Policy, "--from 2026-01-01 --to 2026-04-01", Order, Back("50.00")).Held("ann"));
        Assert.Equal("recheck", Story.Of(Policy, "--from 2026-01-01 --to 2026-04-01", Order, Back("50.00")).Lines[^1].Trigger);
    }

    private const string Order = """
        {"kind":"customer","customer":"ann","at":"2026-01-01"}
        {"kind":"purchase","customer":"ann","id":"1","at":"2026-02-01","currency":"EUR","amount":0,"redeemed":50}
        """;

    private static string Back(string redeemed) =>
        $$"""{"kind":"return","customer":"ann","id":"r","of":"1","at":"2026-03-01","currency":"EUR","amount":0,"redeemed":"{{redeemed}}"}""";

    [Fact]
    public void Warnings_begin_anew()
    {
        var ladder = new Ladder(movement: """{ "onReturn": "recheck", "warn": ["P10M"] }""", validity: """{ "calendar": "year" }""")
            .Joins("2026-01-01").Level("2026-01-10", 20).Level("2026-01-20", 0).Buys("2026-02-20", 300, "b").Returns("2026-03-10", 300, "b");
        Assert.Equal(
            ["2026-03-10 recheck: downgraded silver from 2026-01-10 until 2026-12-31", "2026-03-10 warning P10M: silver > base after 2026-12-31"],
            ladder.Runs("2026-01-01", "2026-03-31").TakeLast(2));
    }

    [Theory]
    [InlineData(100.00, "base")]
    [InlineData(99.99, "gold")]
    public void A_day_whose_only_purchase_was_given_back_whole_did_not_ask_for_an_evaluation(decimal returned, string held)
    {
        // Gold takes thirty days, and a fact on which to be seen.
        const string Policy = """
            { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "EUR",
              "metrics": { "days": { "measure": "relationship.days", "aggregate": "last" }, "orders": { "measure": "purchases", "aggregate": "count" } },
              "tiers": [ { "code": "base" }, { "code": "gold", "qualify": { "any": [ { "metric": "days", "atLeast": 30 }, { "metric": "orders", "atLeast": 99 } ] } } ],
              "validity": { "rolling": "P12M" }, "movement": { "onReturn": "recheck" } }
            """;
        var story = Story.Of(Policy, "--from 2026-01-01 --to 2026-04-01", """
            {"kind":"customer","customer":"ann","at":"2026-01-01"}
            {"kind":"purchase","customer":"ann","id":"1","at":"2026-02-15","currency":"EUR","amount":100}
            """, FormattableString.Invariant($$"""{"kind":"return","customer":"ann","id":"r","of":"1","at":"2026-03-01","currency":"EUR","amount":{{returned}}}"""));
        Assert.Equal(held, story.Held("ann"));
    }

    [Theory]
    [InlineData(50.00, "")]
    [InlineData(50.01, "2026-03-01 recheck: downgraded base from 2026-01-01")]
    public void What_an_earlier_version_gave_is_gone_through_by_it(decimal returned, string comesTo)
    {
        // Bronze took 100 then; the version in force takes 180, which the customer never had.
        var then = new Ladder(movement: Recheck).Joins("2026-01-01").Buys("2026-02-01", 150, "a");
        var given = then.Entries("2026-01-01", "2026-02-01")
            .OfType<TimelineEntry.Decided>().Aggregate((HeldState?)null, (held, entry) => HeldState.After(held, entry.Decision))!;
        var version = Compiled("""
            { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "EUR", "validity": { "rolling": "P12M" }, "movement": { "onReturn": "recheck" },
              "metrics": { "spend": { "measure": "purchases.net", "aggregate": "sum" } }, "tiers": [ { "code": "base" }, { "code": "bronze", "qualify": { "metric": "spend", "atLeast": 180 } } ] }
            """);
        var first = then.Returns("2026-03-01", returned, "a").Sees("2026-01-01");
        var source =
            first with { Policy = version, Reference = new("p", 2, "e"), Earlier = [new(new("p", 1, "d"), then.Policy)], InForceOn = _ => first };

        Assert.Equal(comesTo, string.Join(
            '\n', LadderDay.On(source, given, Day("2026-03-01")).OfType<TimelineEntry.Decided>().Where(entry => entry.IsRecorded).Select(Line)));
    }
}
