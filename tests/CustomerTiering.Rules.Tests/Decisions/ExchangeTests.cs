namespace CustomerTiering.Rules.Tests.Decisions;

/// <summary>What is bought between a return and its recheck stands for what was returned. Gold takes 300, silver 200, bronze 100; rechecked is seven days later.</summary>
public class ExchangeTests
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
            ["2026-03-08 recheck: retained gold from 2026-02-28 until 2028-02-27"], Since(Gold().Buys("2026-02-28", 300, "b").Returns("2026-03-01", 300, "a")));

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
            ["2026-02-01 at-once: upgraded silver from 2026-02-01 until 2028-01-31", "2026-03-05 at-once: upgraded gold from 2026-03-05 until 2028-03-04"],
            new Ladder("""{ "rolling": "P24M" }""", After).Joins("2026-01-01").Buys("2026-02-01", 200, "a").Returns("2026-03-01", 100, "a").Buys("2026-03-05", 999, "b")
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
            ["2026-03-15 recheck: downgraded base from 2026-01-01"],
            Since(Gold().Returns("2026-03-01", 300, "a").Buys("2026-03-05", 300, "b").Returns("2026-03-08", 300, "b")).TakeLast(1));

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
}
