using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Tests.Lifecycle;
using CustomerTiering.Walks;

namespace CustomerTiering.Tests.Walks;

/// <summary>A customer who bought on 10 March 2026: new to 8 June, growing from 9 June, at risk from 8 August, dormant from 6 December.</summary>
public sealed class StageWalkTests
{
    private static readonly StandardInForce<CompiledLifecycle>[] Ever = [Retail.Lifecycle("2025-01-01", "2025-01-01")];
    private static readonly StoredFacts Once = Retail.Bought("2026-03-10");

    private static StageState In(string stage, string entered, string? previous = null) => new(stage, previous, Retail.Day(entered), Guid.Empty, 1);

    private static string[] Changes(
        IReadOnlyList<StandardInForce<CompiledLifecycle>> versions, StoredFacts facts, StageState state, StagePlan plan, string? today = null) =>
        [.. StageWalk.Run(versions, facts, state, plan, today is null ? null : Retail.Day(today)).Changes.Select(
            change => $"{change.Judgement.AsOf:yyyy-MM-dd} {change.To}")];

    private static StagePlan AtOnce(string day, string today) =>
        new StagePlan.AtOnce(new Dictionary<Guid, DateOnly> { [Retail.Customer] = Retail.Day(day) }, Retail.Day(today));

    private static StagePlan Overdue(string today) => new StagePlan.Overdue(Retail.Day(today));

    private static StagePlan Range(string from, string to) => new StagePlan.Range(Retail.Day(from), Retail.Day(to));

    private static string? Next(StandardInForce<CompiledLifecycle>[] versions, StoredFacts facts, StageState state, string from) =>
        StageWalk.Next(versions, facts, state, Retail.Day(from))?.Day.ToString("yyyy-MM-dd", null);

    [Fact]
    public void A_first_purchase_enters_the_first_stage_at_once() =>
        Assert.Equal(["2026-03-10 new"], Changes(Ever, Once, StageState.None, AtOnce("2026-03-10", "2026-03-10")));

    [Fact]
    public void A_range_judges_each_day_on_which_silence_changes_the_stage_in_order() => Assert.Equal(
        ["2026-03-10 new", "2026-06-09 growing", "2026-08-08 at-risk", "2026-12-06 dormant"],
        Changes(Ever, Once, StageState.None, Range("2025-01-01", "2027-12-31")));

    [Theory]
    [InlineData("2026-12-05", "at-risk")]
    [InlineData("2026-12-06", "dormant")]
    public void A_range_includes_its_last_day(string to, string stage) =>
        Assert.EndsWith(stage, Changes(Ever, Once, StageState.None, Range("2026-03-10", to))[^1], StringComparison.Ordinal);

    [Fact]
    public void A_range_again_changes_nothing() =>
        Assert.Empty(Changes(Ever, Once, In("dormant", "2026-12-06", "at-risk"), Range("2025-01-01", "2027-12-31")));

    [Theory]
    [InlineData("2026-08-08", 0)]
    [InlineData("2026-08-09", 1)]
    public void Silence_counts_when_its_day_is_over(string today, int changes) =>
        Assert.Equal(changes, Changes(Ever, Once, In("growing", "2026-06-09", "new"), Overdue(today)).Length);

    [Fact]
    public void A_fact_of_today_is_judged_today() =>
        Assert.Equal(["2026-12-10 won-back"], Changes(
            Ever, Retail.Bought("2026-03-10", "2026-12-10"), In("dormant", "2026-12-06", "at-risk"), AtOnce("2026-12-10", "2026-12-10")));

    [Theory]
    [InlineData("2026-08-08", new[] { "2026-08-08 at-risk" })]
    [InlineData("2026-08-09", new string[0])]
    public void By_itself_nothing_is_caught_up_from_before_the_lifecycle_was_put_in_force(string putInForce, string[] changes) => Assert.Equal(
        changes, Changes([Retail.Lifecycle("2025-01-01", putInForce)], Once, In("growing", "2026-06-09", "new"), Overdue("2026-10-01")));

    [Fact]
    public void What_was_not_caught_up_is_set_right_by_the_next_change() => Assert.Equal(
        "2026-12-06 dormant", Changes(
            [Retail.Lifecycle("2025-01-01", "2026-10-01")], Once, In("growing", "2026-06-09", "new"), Overdue("2026-12-31"))[^1]);

    [Fact]
    public void A_late_fact_is_judged_as_of_the_day_of_the_current_stage_and_on_to_today() => Assert.Equal(
        ["2026-08-08 growing", "2026-09-29 at-risk"],
        Changes(Ever, Retail.Bought("2026-03-10", "2026-05-01"), In("at-risk", "2026-08-08", "growing"), AtOnce("2026-05-01", "2026-10-10")));

    [Fact]
    public void A_fact_of_a_day_to_come_is_due_at_its_end()
    {
        var facts = Retail.Bought("2026-03-10", "2026-04-01");
        Assert.Empty(Changes(Ever, facts, In("new", "2026-03-10"), AtOnce("2026-04-01", "2026-03-20")));
        Assert.Equal("2026-04-01", Next(Ever, facts, In("new", "2026-03-10"), "2026-03-20"));
    }

    [Fact]
    public void Who_joins_on_a_day_to_come_is_due_on_it()
    {
        Assert.Empty(Changes(Ever, Once, StageState.None, AtOnce("2026-03-10", "2026-03-01")));
        Assert.Equal("2026-03-10", Next(Ever, Once, StageState.None, "2026-03-01"));
    }

    [Theory]
    [InlineData("2026-03-09", 0)]
    [InlineData("2026-03-10", 1)]
    public void As_of_a_day_nobody_is_judged_who_joined_later(string day, int changes) =>
        Assert.Equal(changes, Changes(Ever, Once, StageState.None, new StagePlan.AsOf(Retail.Day(day))).Length);

    [Fact]
    public void As_of_a_day_before_the_current_stage_history_is_not_written_again() =>
        Assert.Empty(Changes(Ever, Once, In("at-risk", "2026-08-08", "growing"), new StagePlan.AsOf(Retail.Day("2026-03-10"))));

    [Fact]
    public void As_of_a_day_what_was_recorded_since_is_gone_through_on_its_days() => Assert.Equal(
        ["2026-12-20 won-back", "2027-03-20 growing", "2027-05-20 at-risk"],
        Changes(Ever, Retail.Bought("2026-03-10", "2026-12-20"), In("dormant", "2026-12-06", "at-risk"),
            new StagePlan.AsOf(Retail.Day("2027-06-10"))));

    [Fact]
    public void A_range_that_begins_later_goes_through_what_was_recorded_since_the_last_judgement() => Assert.Equal(
        ["2026-12-20 won-back", "2027-03-20 growing", "2027-05-20 at-risk"],
        Changes(Ever, Retail.Bought("2026-03-10", "2026-12-20"), In("dormant", "2026-12-06", "at-risk"), Range("2027-05-01", "2027-06-10")));

    [Theory]
    [InlineData("2026-08-08", new string[0])]
    [InlineData("2026-08-09", new[] { "2026-08-08 at-risk" })]
    public void Silence_of_a_day_that_is_going_on_is_left_to_its_end_by_whoever_asks(string today, string[] changes)
    {
        foreach (var plan in (StagePlan[])[new StagePlan.AsOf(Retail.Day("2026-08-08")), Range("2026-08-01", "2026-08-08")])
            Assert.Equal(changes, Changes(Ever, Once, In("growing", "2026-06-09", "new"), plan, today));
    }

    [Fact]
    public void A_fact_of_a_day_that_is_going_on_is_judged_by_whoever_asks() => Assert.Equal(
        ["2026-12-10 won-back"],
        Changes(Ever, Retail.Bought("2026-03-10", "2026-12-10"), In("dormant", "2026-12-06", "at-risk"), new StagePlan.AsOf(Retail.Day("2026-12-10")),
            "2026-12-10"));

    [Fact]
    public void What_is_given_back_whole_was_never_bought_from_the_day_of_the_return_on() => Assert.Equal(
        ["2026-12-10 won-back", "2026-12-20 dormant"],
        Changes(Ever, Retail.Returned("2026-12-10", "2026-12-20"), In("dormant", "2026-12-06", "at-risk"), Range("2026-12-01", "2027-06-30")));

    [Theory]
    [InlineData("2026-12-10", "2026-12-20", new[] { "2026-12-20 dormant" })]
    [InlineData("2026-12-20", "2026-12-20", new[] { "2026-12-20 dormant" })]
    [InlineData("2026-12-10", "2026-12-19", new string[0])]
    public void What_is_given_back_whole_today_is_judged_today_from_whichever_day_on_the_walk_begins(string from, string today, string[] changes)
    {
        var facts = Retail.Returned("2026-12-10", "2026-12-20");
        foreach (var plan in (StagePlan[])[AtOnce(from, today), new StagePlan.AsOf(Retail.Day(today)), Range(from, today)])
            Assert.Equal(changes, Changes(Ever, facts, In("won-back", "2026-12-10", "dormant"), plan, today));
    }

    [Theory]
    [InlineData("2026-12-10")]
    [InlineData("2026-12-20")]
    public void Facts_that_came_in_together_are_each_judged_on_their_days_though_the_lifecycle_was_put_in_force_later(string from) => Assert.Equal(
        ["2026-12-20 dormant"],
        Changes([Retail.Lifecycle("2025-01-01", "2027-02-01")], Retail.Returned("2026-12-10", "2026-12-20"), In("won-back", "2026-12-10", "dormant"),
            AtOnce(from, "2027-02-01")));

    [Fact]
    public void By_time_alone_no_fact_is_judged_from_before_the_lifecycle_was_put_in_force() => Assert.Empty(
        Changes([Retail.Lifecycle("2025-01-01", "2027-02-01")], Retail.Returned("2026-12-10", "2026-12-20"), In("won-back", "2026-12-10", "dormant"),
            Overdue("2027-02-01")));

    [Theory]
    [InlineData("won-back", "2026-12-10", "2026-12-20 dormant")]
    [InlineData("growing", "2027-03-10", "2027-03-10 dormant")]
    public void A_late_return_is_judged_on_its_day_or_on_that_of_the_current_stage(string stage, string entered, string change) => Assert.Equal(
        [change], Changes(Ever, Retail.Returned("2026-12-10", "2026-12-20"), In(stage, entered, "dormant"), AtOnce("2026-12-20", "2027-04-01")));

    [Fact]
    public void Another_version_judges_on_its_first_day() => Assert.Equal(
        ["2026-03-10 new", "2026-06-09 growing", "2026-07-01 at-risk"],
        Changes(
            [Retail.Lifecycle("2025-01-01", "2025-01-01", until: "2026-06-30"),
                Retail.Lifecycle("2026-07-01", "2026-06-01", version: 2, atRiskAbove: 100)],
            Once, StageState.None, Range("2025-01-01", "2026-07-31")));

    [Theory]
    [InlineData("2026-03-11", "2026-06-09")]
    [InlineData("2026-06-09", "2026-06-09")]
    public void The_next_day_is_the_first_on_which_silence_changes_the_stage(string from, string next) =>
        Assert.Equal(next, Next(Ever, Once, In("new", "2026-03-10"), from));

    [Fact]
    public void A_stage_that_nothing_ends_has_no_next_day() => Assert.Null(Next(Ever, Once, In("dormant", "2026-12-06", "at-risk"), "2026-12-07"));

    [Fact]
    public void Facts_that_cannot_be_counted_end_the_walk_with_their_error()
    {
        var walked = StageWalk.Run(
            Ever, Retail.Bought(1_000_000_000_000_000m, "2026-03-10", "2026-03-10"), StageState.None, AtOnce("2026-03-10", "2026-03-10"));
        Assert.Empty(walked.Changes);
        Assert.Equal("sum-too-large", walked.Failure!.Code);
    }
}
