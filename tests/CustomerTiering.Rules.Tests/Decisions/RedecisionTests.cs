using CustomerTiering.Rules.Decisions;
using static CustomerTiering.Rules.Tests.Decisions.Ladder;

namespace CustomerTiering.Rules.Tests.Decisions;

/// <summary>
/// What comes out otherwise once a late fact, a correction or a reversal is known: decided again in the order of days, the rest stands.
/// </summary>
public class RedecisionTests
{
    private const string Reviewed = """{ "review": { "calendar": "month" } }""";
    private const string ReviewedAndRechecked = """{ "review": { "calendar": "month" }, "onReturn": "recheck" }""";
    private const string Recheck = """{ "onReturn": "recheck" }""";

    private static Ladder Spent(string movement = "{}", string validity = """{ "rolling": "P6M" }""") =>
        new Ladder(validity, movement).Joins("2026-01-01").Buys("2026-02-10", 200, "a");

    [Fact]
    public void A_late_purchase_that_changes_nothing_leaves_all_as_it_stands() =>
        Assert.Empty(Spent().Buys("2026-02-20", 1, "late").Again("2026-02-20", Spent().Stood("2026-01-01", "2026-05-31")));

    [Fact]
    public void A_late_purchase_lets_the_customer_rise_on_its_day_and_the_later_decision_is_made_again() =>
        Assert.Equal(
            ["2026-01-20 at-once: upgraded bronze from 2026-01-20 until 2026-07-19",
                "2026-02-10 at-once: upgraded gold from 2026-02-10 until 2026-08-09 for at-once/2026-02-10"],
            Spent().Buys("2026-01-20", 100, "late").Again("2026-01-20", Spent().Stood("2026-01-01", "2026-05-31")));

    [Theory]
    [InlineData(99.99, 0)]
    [InlineData(100.00, 2)]
    public void A_cent_decides_whether_anything_comes_out_otherwise(decimal amount, int decisions) =>
        // 299.99 does not reach gold, and 99.99 by itself is no bronze.
        Assert.Equal(decisions, Spent().Buys("2026-01-20", amount, "late").Again("2026-01-20", Spent().Stood("2026-01-01", "2026-05-31")).Count);

    [Fact]
    public void Reviews_that_said_the_same_stand_and_those_that_said_otherwise_are_superseded() =>
        Assert.Equal(
            [
                "2026-03-15 at-once: upgraded gold from 2026-03-15 until 2026-09-14",
                "2026-03-31 review: retained gold from 2026-03-15 until 2026-09-14 for review/2026-03-31",
                "2026-04-30 review: retained gold from 2026-03-15 until 2026-09-14 for review/2026-04-30",
            ],
            Spent(Reviewed).Buys("2026-03-15", 100, "late").Again("2026-03-15", Spent(Reviewed).Stood("2026-01-01", "2026-04-30")));

    [Fact]
    public void A_late_return_before_the_expiry_takes_back_the_renewal() =>
        // 150 would keep silver on 2026-08-09; the return of March leaves 149.99.
        Assert.Equal(
            ["2026-08-09 expiry: downgraded bronze from 2026-08-10 until 2027-02-09 for expiry/2026-08-09"],
            Spent().Returns("2026-03-01", 50.01m, "a").Again("2026-03-01", Spent().Stood("2026-01-01", "2026-09-30")));

    [Fact]
    public void A_late_return_is_a_recheck_on_its_own_day() =>
        Assert.Equal(
            ["2026-03-01 recheck: downgraded bronze from 2026-02-10 until 2026-08-09 for at-once/2026-02-10",
                "2026-08-09 expiry: retained bronze from 2026-02-10 until 2027-02-09 for expiry/2026-08-09"],
            Spent(Recheck).Returns("2026-03-01", 60, "a").Again("2026-03-01", Spent(Recheck).Stood("2026-01-01", "2026-08-20")));

    [Fact]
    public void An_upgrade_whose_purchase_is_gone_is_superseded_by_one_that_retains() =>
        Assert.Equal(
            ["2026-02-10 at-once: retained base from 2026-01-01 for at-once/2026-02-10",
                "2026-08-09 withdrawal: retained base from 2026-01-01 for expiry/2026-08-09"],
            new Ladder("""{ "rolling": "P6M" }""").Joins("2026-01-01")
                .Buys("2026-02-10", 99.99m, "a").Again("2026-02-10", Spent().Stood("2026-01-01", "2026-09-30")));

    [Fact]
    public void A_purchase_moved_to_another_day_moves_the_upgrade() =>
        Assert.Equal(
            [
                "2026-02-10 at-once: retained base from 2026-01-01 for at-once/2026-02-10",
                "2026-02-28 review: retained base from 2026-01-01 for review/2026-02-28",
                "2026-03-05 at-once: upgraded silver from 2026-03-05 until 2026-09-04",
                "2026-03-31 review: retained silver from 2026-03-05 until 2026-09-04 for review/2026-03-31",
            ],
            new Ladder("""{ "rolling": "P6M" }""", Reviewed).Joins("2026-01-01").Buys("2026-03-05", 200, "a")
                .Again("2026-02-10", Spent(Reviewed).Stood("2026-01-01", "2026-03-31")));

    [Fact]
    public void An_expiry_of_which_nobody_knew_is_judged_on_its_day()
    {
        // Known only now: silver since 20 January, so that its validity ended on 19 July, with the purchase of 15 January gone from the window by
        // then.
        var late = new Ladder("""{ "rolling": "P6M" }""", Reviewed).Joins("2026-01-01").Level("2026-01-20", 20).Level("2026-07-01", 0);
        var stood = new Ladder("""{ "rolling": "P6M" }""", Reviewed).Joins("2026-01-01").Level("2026-07-01", 0).Stood("2026-01-01", "2026-07-31");
        Assert.Contains("2026-07-19 expiry: downgraded base from 2026-07-20", late.Again("2026-01-20", stood));
    }

    [Fact]
    public void The_first_decision_stays_on_its_day_and_counts_what_was_bought_before() =>
        Assert.Equal(
            ["2026-02-10 joining: joined gold from 2026-02-10 until 2026-08-09 for joining/2026-02-10"],
            new Ladder("""{ "rolling": "P6M" }""").Buys("2026-01-20", 100, "late").Buys("2026-02-10", 200, "a")
                .Again("2026-01-20", new Ladder("""{ "rolling": "P6M" }""").Buys("2026-02-10", 200, "a").Stood("2026-01-01", "2026-03-31")));

    [Fact]
    public void A_day_on_which_the_customer_joined_and_rose_says_the_same_as_joining_with_the_higher_tier()
    {
        var joined = new Ladder().Buys("2026-02-10", 99.99m, "a").Stood("2026-02-10", "2026-02-10");
        var risen = new Ladder().Buys("2026-02-10", 99.99m, "a").Buys("2026-02-10", 0.01m, "b");
        var raised = Assert.IsType<TimelineEntry.Decided>(risen.Entries("2026-02-10", "2026-02-10", joined[0].After).Single()).Decision;
        Assert.Empty(risen.Again("2026-02-10", [new(raised, HeldState.After(joined[0].After, raised))]));
    }

    [Fact]
    public void Each_new_decision_says_what_followed_it_already()
    {
        var stood = Spent(Reviewed).Stood("2026-01-01", "2026-04-30");
        var source = Spent(Reviewed).Buys("2026-03-15", 100, "late").Sees("2026-01-01");
        var made = Redecision.Run([new("", null, stood, _ => source)], source.FactDays, Day("2026-03-15")).Entries.Select(made => made.Entry)
            .OfType<TimelineEntry.Decided>().Select(entry => entry.Decision);
        Assert.Equal([Day("2026-03-31"), Day("2026-04-30"), null], made.Select(decision => decision.FollowedBy));
    }

    [Fact]
    public void What_is_held_then_was_led_to_by_what_stands_now()
    {
        var stood = Spent(ReviewedAndRechecked).Buys("2026-03-05", 50, "b").Stood("2026-01-01", "2026-04-30");
        var source = Spent(ReviewedAndRechecked)
            .Buys("2026-03-05", 50, "b").Buys("2026-02-20", 100, "late").Returns("2026-05-15", 10, "b").Sees("2026-01-01");

        var held = Redecision.Run([new("", null, stood, _ => source)], source.FactDays, Day("2026-02-20")).Held[""];

        // Gold since 20 February: what goes back of March's purchase takes nothing from it.
        Assert.Equal(("gold", "at-once/2026-02-20"), (held!.Tier, held.GivenBy));
        Assert.DoesNotContain(
            LadderTimeline.Run(source, held, Day("2026-05-01"), Day("2026-05-31")),
            entry => entry is TimelineEntry.Decided { Decision.Trigger.Kind: TriggerKind.Recheck });
    }

    [Fact]
    public void A_review_that_a_recheck_took_the_place_of_is_gone_through_by_later_rechecks()
    {
        static Ladder Returned() =>
            new Ladder("""{ "rolling": "P6M" }""", """{ "upgrade": "at-review", "review": { "calendar": "month" }, "onReturn": "recheck" }""")
            .Joins("2026-01-01").Buys("2026-03-22", 300, "a").Returns("2026-03-31", 50, "a");
        var stood = Returned().Stood("2026-01-01", "2026-04-30");
        Assert.Equal("2026-03-31 recheck: upgraded silver from 2026-03-31 until 2026-09-29", Line(stood[^2].Decision));

        Assert.Empty(Returned().Returns("2026-04-06", 50, "a").Again("2026-04-06", stood));
    }

    [Fact]
    public void What_others_followed_already_changes_nothing_that_is_held_now()
    {
        var stood = Spent(Reviewed).Stood("2026-01-01", "2026-04-30");
        Assert.Same(stood[^1].After, HeldState.After(stood[^1].After, stood[0].Decision with { FollowedBy = Day("2026-01-31") }));
        Assert.NotSame(stood[^1].After, HeldState.After(stood[^1].After, stood[0].Decision));
    }

    [Fact]
    public void Again_and_again_adds_nothing()
    {
        var late = Spent(Reviewed).Buys("2026-03-15", 100, "late");
        Assert.Empty(late.Again("2026-01-01", late.Stood("2026-01-01", "2026-12-31")));
    }
}
