using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tests.Tiering;

public sealed class TiersProjectionTests
{
    [Fact]
    public void A_tier_that_stays_has_one_span_however_often_it_is_reviewed()
    {
        var view = new TierHistory().Decided("2026-01-01", "joined", "silver", until: "2026-06-30")
            .Decided("2026-02-01", "retained", "silver", from: "2026-01-01", until: "2026-06-30").View();

        Assert.Equal([(new DateOnly(2026, 1, 1), "silver")], view.Spans.Select(span => (span.From, span.Tier)));
        Assert.Equal(("retained", 2, "silver-care"), (view.Outcome, view.Version, view.ServicePlan));
    }

    [Fact]
    public void A_downgrade_begins_a_span_the_day_after_it_was_judged()
    {
        var view = new TierHistory().Decided("2026-01-01", "joined", "silver")
            .Decided("2026-06-30", "downgraded", "ordinary", from: "2026-07-01").View();

        Assert.Equal(
            [(new DateOnly(2026, 1, 1), "silver"), (new DateOnly(2026, 7, 1), "ordinary")], view.Spans.Select(span => (span.From, span.Tier)));
    }

    [Fact]
    public void A_decision_takes_the_place_of_a_fall_that_had_not_begun()
    {
        var view = new TierHistory().Decided("2026-01-01", "joined", "silver").Decided("2026-06-30", "downgraded", "ordinary", from: "2026-07-01")
            .Decided("2026-07-01", "upgraded", "gold").View();

        Assert.Equal([(new DateOnly(2026, 1, 1), "silver"), (new DateOnly(2026, 7, 1), "gold")], view.Spans.Select(span => (span.From, span.Tier)));
    }

    [Fact]
    public void A_warning_is_kept_while_its_validity_runs_and_forgotten_with_the_next_one()
    {
        var warned = new TierHistory().Decided("2026-01-01", "joined", "silver", until: "2026-06-30")
            .Warned("2026-05-31", "P30D", "2026-06-30", "silver");

        Assert.Equal(new DateOnly(2026, 5, 31), warned.View().LastWarned);
        Assert.Equal(["P30D"], warned.View().Held!.Warned);

        var renewed = warned.Decided("2026-06-30", "retained", "silver", from: "2026-01-01", until: "2026-12-31").View();
        Assert.Null(renewed.LastWarned);
        Assert.Empty(renewed.Held!.Warned);
    }

    [Fact]
    public void A_grace_is_held_with_its_last_day()
    {
        var view = new TierHistory().Decided("2026-01-01", "joined", "silver", until: "2026-06-30")
            .Decided("2026-06-30", "grace", "silver", from: "2026-01-01", until: "2026-06-30", graceEnds: "2026-07-30").View();

        Assert.Equal(new DateOnly(2026, 7, 30), view.Held!.GraceEnds);
    }

    [Fact]
    public void A_late_decision_takes_the_place_of_its_own_day_and_leaves_what_followed()
    {
        var view = new TierHistory().Decided("2026-01-01", "joined", "ordinary")
            .Decided("2026-02-10", "upgraded", "silver").Decided("2026-06-01", "upgraded", "gold")
            .Decided("2026-02-10", "retained", "ordinary", from: "2026-01-01", supersedes: 2, followedBy: "2026-06-01").View();

        Assert.Equal([(new DateOnly(2026, 1, 1), "ordinary"), (new DateOnly(2026, 6, 1), "gold")], view.Spans.Select(span => (span.From, span.Tier)));
        Assert.Equal(("gold", "upgraded", "gold-care", 4), (view.Held!.Tier, view.Outcome, view.ServicePlan, view.Version));
    }

    [Fact]
    public void A_late_fall_begins_the_day_after_and_ends_with_what_followed()
    {
        var view = new TierHistory().Decided("2026-01-01", "joined", "silver")
            .Decided("2026-06-30", "retained", "silver", from: "2026-01-01").Decided("2026-08-01", "upgraded", "gold")
            .Decided("2026-06-30", "downgraded", "ordinary", from: "2026-07-01", supersedes: 2, followedBy: "2026-08-01").View();

        Assert.Equal(
            [(new DateOnly(2026, 1, 1), "silver"), (new DateOnly(2026, 7, 1), "ordinary"), (new DateOnly(2026, 8, 1), "gold")],
            view.Spans.Select(span => (span.From, span.Tier)));
        Assert.Equal([TierHistory.Id(1), TierHistory.Id(4), TierHistory.Id(3)], view.Spans.Select(span => span.Decision));
    }

    [Fact]
    public void What_follows_the_last_decision_late_is_what_is_held_now()
    {
        var view = new TierHistory().Decided("2026-01-01", "joined", "ordinary").Decided("2026-02-10", "upgraded", "silver")
            .Decided("2026-02-10", "retained", "ordinary", from: "2026-01-01", supersedes: 2).View();

        Assert.Equal([(new DateOnly(2026, 1, 1), "ordinary")], view.Spans.Select(span => (span.From, span.Tier)));
        Assert.Equal(("ordinary", TierHistory.Id(3).ToString("D")), (view.Held!.Tier, view.Held.Decision));
    }

    [Fact]
    public void What_stands_of_a_history_is_the_last_decision_of_each_day_in_the_order_of_days()
    {
        var history = new TierHistory().Decided("2026-01-01", "joined", "ordinary").Decided("2026-02-10", "upgraded", "silver", until: "2026-08-09")
            .Warned("2026-07-10", "P30D", "2026-08-09", "silver").Decided("2026-02-10", "retained", "ordinary", from: "2026-01-01", supersedes: 2)
            .Decided("2026-01-20", "upgraded", "gold", followedBy: "2026-02-10");

        var stood = DecisionHistory.Of(history.Events);

        Assert.Equal([TierHistory.Id(1), TierHistory.Id(5), TierHistory.Id(4)], stood.Select(day => Guid.Parse(day.Decision.Id)));
        Assert.Equal(["ordinary", "gold", "ordinary"], stood.Select(day => day.After!.Tier));
    }
}
