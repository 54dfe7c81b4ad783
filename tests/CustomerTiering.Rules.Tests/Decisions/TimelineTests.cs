using CustomerTiering.Rules.Decisions;
using static CustomerTiering.Rules.Tests.Decisions.Ladder;

namespace CustomerTiering.Rules.Tests.Decisions;

public class TimelineTests
{
    [Fact]
    public void The_first_decision_is_on_the_day_of_joining_and_is_the_only_one_of_that_day() =>
        Assert.Equal(
            ["2026-01-31 joining: joined bronze from 2026-01-31", "2026-02-28 review: retained bronze from 2026-01-31"],
            new Ladder("\"none\"", """{ "review": { "calendar": "month" } }""")
                .Joins("2026-01-31").Level("2026-01-31", 10).Runs("2026-01-01", "2026-02-28"));

    [Fact]
    public void Who_joined_before_the_policy_came_into_force_has_the_first_decision_on_that_day() =>
        Assert.Equal(
            ["2026-02-15 joining: joined silver from 2026-02-15 until 2027-02-14"],
            new Ladder().Joins("2025-01-31").Level("2025-03-01", 20).Runs("2026-02-15", "2026-12-31"));

    [Fact]
    public void Reviews_count_from_the_start_and_clamp_to_month_ends() =>
        Assert.Equal(
            ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"],
            new Ladder("\"none\"", """{ "review": { "every": "P1M" } }""")
                .Joins("2025-01-01").Runs("2026-01-31", "2026-05-30").Select(line => line[..10]));

    [Fact]
    public void Anniversary_reviews_fall_on_the_eve() =>
        Assert.Equal(
            ["2024-02-29", "2025-02-27", "2026-02-27", "2027-02-27", "2028-02-28"],
            new Ladder("\"none\"", """{ "review": "anniversary" }""")
                .Joins("2024-02-29").Runs("2024-01-01", "2028-12-31").Select(line => line[..10]));

    [Fact]
    public void An_expiry_takes_the_place_of_a_review_of_the_same_day() =>
        Assert.Equal(
            ["2026-01-30 review: retained silver from 2025-02-01 until 2026-01-31", "2026-01-31 expiry: downgraded base from 2026-02-01"],
            new Ladder(movement: """{ "review": { "every": "P1D" } }""").Joins("2025-01-01")
                .Runs("2026-01-29", "2026-01-31", Held("silver", "2025-02-01", "2026-01-31"))
                    .Where(line => line.Contains("2026-01-31", StringComparison.Ordinal)));

    [Fact]
    public void A_grace_that_ends_unredeemed_lets_fall_the_day_after() =>
        Assert.Equal(
            ["2026-01-31 expiry: grace silver from 2025-02-01 until 2026-01-31 grace 2026-02-10",
                "2026-02-10 grace-end: downgraded base from 2026-02-11"],
            new Ladder(movement: """{ "grace": "P10D" }""")
                .Joins("2025-01-01").Runs("2026-01-01", "2026-12-31", Held("silver", "2025-02-01", "2026-01-31")));

    [Fact]
    public void A_soft_landing_is_followed_by_the_next_a_validity_later() =>
        Assert.Equal(
            [
                "2026-01-31 expiry: downgraded silver from 2026-02-01 until 2027-01-31",
                "2027-01-31 expiry: downgraded bronze from 2027-02-01 until 2028-01-31",
                "2028-01-31 expiry: downgraded base from 2028-02-01",
            ],
            new Ladder(movement: """{ "downgrade": "one" }""")
                .Joins("2025-01-01").Runs("2026-01-01", "2029-12-31", Held("gold", "2025-02-01", "2026-01-31")));

    [Fact]
    public void What_was_due_before_the_start_is_judged_on_the_start() =>
        Assert.Equal(
            ["2026-05-01 expiry: retained silver from 2025-02-01 until 2027-05-01", "2026-05-01 grace-end: downgraded base from 2026-05-02"],
            [
                new Ladder().Joins("2025-01-01").Level("2025-01-01", 20)
                    .Runs("2026-05-01", "2026-12-31", Held("silver", "2025-02-01", "2026-01-31")).Single(),
                new Ladder().Joins("2025-01-01").Runs("2026-05-01", "2026-12-31", Held("silver", "2025-02-01", "2026-01-31", "2026-03-01")).Single(),
            ]);

    [Fact]
    public void Several_facts_of_one_day_make_one_decision_after_all_of_them() =>
        Assert.Equal(
            ["2026-03-01 at-once: upgraded gold from 2026-03-01 until 2027-02-28"],
            new Ladder().Joins("2025-01-01").Buys("2026-03-01", 200, "a").Buys("2026-03-01", 99.99m, "b").Buys("2026-03-01", 0.01m, "d")
                .Runs("2026-01-01", "2026-03-31").Skip(1));

    [Fact]
    public void A_warning_comes_once_per_period_where_the_tier_would_be_lost() =>
        Assert.Equal(
            ["2026-04-01 warning P60D: silver > base after 2026-05-31", "2026-05-01 warning P30D: silver > base after 2026-05-31"],
            new Ladder(movement: """{ "warn": ["P30D", "P60D"] }""")
                .Joins("2025-01-01").Runs("2026-01-01", "2026-05-30", Held("silver", "2025-06-01", "2026-05-31")));

    [Fact]
    public void A_warning_knows_only_the_facts_so_far() =>
        Assert.Equal(
            ["2026-05-01 warning P30D: silver > base after 2026-05-31", "2026-05-31 expiry: retained silver from 2025-06-01 until 2027-05-31"],
            new Ladder(movement: """{ "warn": ["P30D"] }""").Joins("2025-01-01").Level("2026-05-20", 15)
                .Runs("2026-01-01", "2026-06-30", Held("silver", "2025-06-01", "2026-05-31")));

    [Fact]
    public void A_warning_judges_as_of_the_end_so_that_a_purchase_which_leaves_the_window_before_it_does_not_count() =>
        Assert.Equal(
            ["2026-05-01 warning P30D: silver > base after 2026-05-31"],
            new Ladder(movement: """{ "warn": ["P30D"] }""").Joins("2025-01-01").Buys("2025-05-31", 200, "a")
                .Runs("2026-05-01", "2026-05-30", Held("silver", "2025-06-01", "2026-05-31")));

    [Fact]
    public void Of_several_overdue_warnings_only_the_shortest_is_given() =>
        Assert.Equal(
            ["2026-05-10 warning P30D: silver > base after 2026-05-31"],
            new Ladder(movement: """{ "warn": ["P60D", "P30D", "P5D"] }""")
                .Joins("2025-01-01").Runs("2026-05-10", "2026-05-25", Held("silver", "2025-06-01", "2026-05-31")));

    [Theory]
    [InlineData("2026-05-01", 0)]
    [InlineData("2026-04-30", 1)]
    public void A_period_that_reaches_back_to_the_start_of_the_validity_gives_no_warning(string since, int warnings) =>
        Assert.Equal(
            warnings,
            new Ladder(movement: """{ "warn": ["P30D"] }""").Joins("2025-01-01").Runs(since, "2026-05-30", Held("silver", since, "2026-05-31"))
                .Count(line => line.Contains("warning", StringComparison.Ordinal)));

    [Theory]
    [InlineData("""{ "warn": ["P30D"], "downgrade": "never" }""", "", null)]
    [InlineData("""{ "warn": ["P30D"] }""", """, "lock": true """, null)]
    [InlineData("""{ "warn": ["P30D"] }""", "", "2026-12-31")]
    public void Who_can_not_fall_or_is_in_grace_is_not_warned(string movement, string gold, string? graceEnds) =>
        Assert.DoesNotContain(
            new Ladder(movement: movement, gold: gold)
                .Joins("2025-01-01").Runs("2026-04-01", "2026-05-30", Held("gold", "2025-06-01", "2026-05-31", graceEnds)),
            line => line.Contains("warning", StringComparison.Ordinal));

    [Fact]
    public void A_warning_that_was_judged_and_not_given_is_done_with()
    {
        var entries = new Ladder(movement: """{ "warn": ["P30D"] }""").Joins("2025-01-01").Level("2025-01-01", 15).Level("2026-05-10", 0)
            .Entries("2026-04-01", "2026-05-30", Held("silver", "2025-06-01", "2026-05-31"));
        var judged = Assert.Single(entries.OfType<TimelineEntry.Judged>());
        Assert.False(judged.Warning.Fails);
    }

    [Fact]
    public void Standings_come_last_on_their_day() =>
        Assert.Equal(
            ["2026-01-01 joining: joined silver from 2026-01-01 until 2026-12-31", "2026-01-01 date: silver", "2026-02-01 date: silver"],
            new Ladder().Joins("2025-01-01").Level("2025-01-01", 20).Runs("2026-01-01", "2026-02-01", grid: ["2026-01-01", "2026-02-01"]));

    [Fact]
    public void A_validity_that_ends_on_the_day_of_joining_is_judged_the_day_after() =>
        Assert.Equal(
            ["2026-01-31 joining: joined silver from 2026-01-31 until 2026-01-31",
                "2026-02-01 expiry: retained silver from 2026-01-31 until 2026-02-28"],
            new Ladder("""{ "calendar": "month" }""").Joins("2026-01-31").Level("2026-01-31", 20).Runs("2026-01-01", "2026-02-27"));
}
