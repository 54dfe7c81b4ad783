using CustomerTiering.Tiering;
using CustomerTiering.Tiering.Overrides;
using CustomerTiering.Tiering.Reading;
using static CustomerTiering.Tests.Tiering.Overrides.OverriddenTier;

namespace CustomerTiering.Tests.Tiering.Overrides;

/// <summary>What time alone does to overrides.</summary>
public sealed class OverrideTurnsTests
{
    private static readonly RequestOverride Later = Command with { From = Day("2026-03-20"), Until = Day("2026-03-31") };

    private static string[] Due(OverriddenTier tier, string day) =>
        [.. OverrideTurns.Due(tier.State, Address.Customer, Versions, Day(day)).Select(turn => $"{turn.Day:yyyy-MM-dd} {turn.Body.GetType().Name}")];

    private static OverriddenTier Turned(OverriddenTier tier, string day)
    {
        foreach (var turn in OverrideTurns.Due(tier.State, Address.Customer, Versions, Day(day))) tier.Happened(turn.Body);
        return tier;
    }

    private static IEnumerable<string> Spans(OverriddenTier tier) => tier.History.View().Spans.Select(span => $"{span.From:yyyy-MM-dd} {span.Tier}");

    [Fact]
    public void It_begins_on_its_first_day_and_ends_the_day_after_its_last()
    {
        var tier = Granted(Later);
        Assert.Empty(Due(tier, "2026-03-19"));
        Assert.Equal(["2026-03-20 OverrideBegan"], Due(tier, "2026-03-20"));

        Turned(tier, "2026-03-20");
        Assert.Equal("gold", tier.History.View().Effective);
        Assert.Empty(Due(tier, "2026-03-31"));
        Assert.Equal(["2026-04-01 OverrideExpired"], Due(tier, "2026-04-01"));
        Turned(tier, "2026-04-01");
        Assert.Equal(
            ("silver", "silver-care", OverrideStatus.Expired), (tier.History.View().Effective, tier.History.View().ServicePlan, tier.Record.Status));
        Assert.Equal(["2026-01-01 silver", "2026-03-20 gold", "2026-04-01 silver"], Spans(tier));
    }

    [Fact]
    public void What_a_server_slept_over_is_recorded_on_its_days()
    {
        var tier = Granted(Later);
        Assert.Equal(["2026-03-20 OverrideBegan", "2026-04-01 OverrideExpired"], Due(tier, "2026-05-01"));
        Assert.Equal(["2026-01-01 silver", "2026-03-20 gold", "2026-04-01 silver"], Spans(Turned(tier, "2026-05-01")));
    }

    [Fact]
    public void A_late_end_takes_nothing_back_that_was_decided_meanwhile()
    {
        var tier = Turned(Granted(Later), "2026-03-20");
        tier.History.Decided("2026-04-10", "upgraded", "platinum");

        Assert.Equal(["2026-01-01 silver", "2026-03-20 gold", "2026-04-01 silver", "2026-04-10 platinum"], Spans(Turned(tier, "2026-05-01")));
    }

    [Fact]
    public void A_decision_about_days_before_it_began_is_followed_by_what_serves_since()
    {
        var tier = Turned(Granted(Later), "2026-03-20");
        Assert.Equal([Day("2026-03-20")], OverrideTurns.RecordedAfter(tier.State, Day("2026-03-19")));
        Assert.Empty(OverrideTurns.RecordedAfter(tier.State, Day("2026-03-20")));

        tier.History.Decided("2026-03-15", "retained", "silver", from: "2026-01-01");
        Assert.Equal(["2026-01-01 silver"], Spans(tier));
        tier.Happened(
            new EffectiveTierRestated(Address.Customer, "membership", Guid.Empty, Serving.From(Policy, tier.State.Held!, Day("2026-03-20"))));
        Assert.Equal(["2026-01-01 silver", "2026-03-20 gold", "2026-04-01 silver"], Spans(tier));
        Assert.Equal(("gold", "gold-care"), (tier.History.View().Effective, tier.History.View().ServicePlan));
    }

    [Fact]
    public void A_tier_that_falls_tomorrow_is_not_taken_today()
    {
        var tier = Held();
        tier.History.Decided("2026-03-10", "downgraded", "ordinary", from: "2026-03-11");
        var served =
            Serving.From(
                Policy, tier.State.Held! with
                {
                    Overrides = [
                    new(Rules.Decisions.OverrideKind.Ceiling, "silver", Day("2026-03-10"), Day("2026-03-31"))]
                }, Day("2026-03-10"));

        Assert.Equal((Day("2026-03-11"), "ordinary"), (served.From, served.Effective));
    }

    [Fact]
    public void A_read_model_says_the_same_as_the_stream()
    {
        var tier = Turned(Granted(Later), "2026-03-20");
        var fromView = TiersProjection.State(tier.History.View());

        // How it came to be held is the stream's alone to say.
        Assert.Equal(tier.State.Held! with { Past = null }, fromView.Held);
        Assert.Equal((tier.State.Version, tier.State.Turned, tier.State.Computed), (fromView.Version, fromView.Turned, fromView.Computed));
        Assert.Equal(tier.State.Overrides.Select(one => (one.Id, one.Status, one.Version)),
            fromView.Overrides.Select(one => (one.Id, one.Status, one.Version)));
    }

    [Fact]
    public void History_shows_three_tiers_on_every_line()
    {
        var tier = Turned(Granted(Later), "2026-03-20");
        var lines = TierHistoryLine.Of(tier.History.Events)
            .Select(line => $"{line.Kind} {line.Outcome} {line.AsOf:yyyy-MM-dd} {line.Computed} {line.Held} {line.Effective}");

        Assert.Equal(
            [
                "decision joined 2026-01-01 silver silver silver", "override requested 2026-03-20 silver silver silver",
                "override approved 2026-03-20 silver silver silver",
                "override granted 2026-03-20 silver silver silver", "override began 2026-03-20 silver silver gold",
            ],
            lines);
    }
}
