using CustomerTiering.Tiering.Overrides;
using static CustomerTiering.Tests.Tiering.Overrides.OverriddenTier;

namespace CustomerTiering.Tests.Tiering.Overrides;

/// <summary>Approval, rejection and revocation.</summary>
public sealed class DecideOverrideTests
{
    private static string? Refusal(OverriddenTier tier, string by, string day = "2026-03-10", OverrideSettings? settings = null) =>
        ApproveOverride.Handle(new(null), Address, tier.Record, tier.State, By(by, day, settings)).Problem?.Code;

    [Fact]
    public void An_approval_by_another_grants_it_and_it_begins_at_once()
    {
        var tier = Granted();

        Assert.Equal((OverrideStatus.InForce, Day("2026-03-10"), 4), (tier.Record.Status, tier.Record.FirstDay!.Value, tier.Record.Version));
        var view = tier.History.View();
        Assert.Equal(("silver", "silver", "gold", "gold-care"), (view.Computed, view.Held!.Tier, view.Effective, view.ServicePlan));
        Assert.Equal(["2026-01-01 silver", "2026-03-10 gold", "2026-07-01 silver"], view.Spans.Select(span => $"{span.From:yyyy-MM-dd} {span.Tier}"));
    }

    [Fact]
    public void Granted_ahead_it_waits_for_its_first_day()
    {
        var tier = Granted(Command with { From = Day("2026-03-11") });

        Assert.Equal(OverrideStatus.Granted, tier.Record.Status);
        Assert.Equal("silver", tier.History.View().Effective);
    }

    [Fact]
    public void Granted_late_it_begins_on_the_day_of_the_last_approval()
    {
        var tier = Requested().Approved("bob", "2026-03-20");

        Assert.Equal((Day("2026-03-10"), Day("2026-03-20")), (tier.Record.From, tier.Record.FirstDay!.Value));
        Assert.Equal(Day("2026-03-20"), tier.History.View().Spans[1].From);
    }

    [Theory]
    [InlineData("2026-06-30", null)]
    [InlineData("2026-07-01", "override-lapsed")]
    public void It_can_be_approved_up_to_its_last_day(string day, string? refusal) => Assert.Equal(refusal, Refusal(Requested(), "bob", day));

    [Fact]
    public void Whoever_asked_never_approves() => Assert.Equal("requester-approves", Refusal(Requested(), "ann"));

    [Fact]
    public void Nobody_approves_twice_and_two_people_grant_what_two_must()
    {
        var tier = Requested(Command with { Tier = "diamond" }).Approved("bob");

        Assert.Equal((OverrideStatus.Requested, 2), (tier.Record.Status, tier.Record.Needed));
        Assert.Equal("approved-already", Refusal(tier, "bob"));
        Assert.Equal(OverrideStatus.InForce, tier.Approved("carl").Record.Status);
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(1, "rank-too-high")]
    public void An_approver_grants_tiers_up_to_a_rank(int highest, string? refusal) =>
        Assert.Equal(refusal, Refusal(Requested(), "bob", settings: OverrideSettings.Default with { ApproverRank = highest }));

    [Fact]
    public void What_is_granted_or_rejected_waits_for_nobody()
    {
        Assert.Equal("not-waiting", Refusal(Granted(), "carl"));
        var rejected = Requested();
        rejected.Happened("bob", _ => RejectOverride.Handle(new("Too much."), Address, rejected.Record, By("bob")));
        Assert.Equal((OverrideStatus.Rejected, "bob"), (rejected.Record.Status, rejected.Record.Rejection!.By));
        Assert.Equal("not-waiting", Refusal(rejected, "carl"));
        Assert.Equal("not-waiting", CodeOf(RejectOverride.Handle(new("Again."), Address, rejected.Record, By("carl"))));
    }

    [Fact]
    public void Revoked_it_ends_the_day_before_and_the_held_tier_serves_again()
    {
        var tier = Granted().Happened(
            "olga", state => RevokeOverride.Handle(new("Misunderstood."), Address, state.Overrides[0], state, By("olga", "2026-04-01")));

        Assert.Equal((OverrideStatus.Revoked, Day("2026-03-31")), (tier.Record.Status, tier.Record.LastDay!.Value));
        var view = tier.History.View();
        Assert.Equal(("silver", "silver-care"), (view.Effective, view.ServicePlan));
        Assert.Equal(["2026-01-01 silver", "2026-03-10 gold", "2026-04-01 silver"], view.Spans.Select(span => $"{span.From:yyyy-MM-dd} {span.Tier}"));
    }

    [Fact]
    public void Revoked_on_its_first_day_it_was_in_force_on_none()
    {
        var tier = Granted().Happened("olga", state => RevokeOverride.Handle(new("Misunderstood."), Address, state.Overrides[0], state, By("olga")));

        Assert.Null(tier.Record.LastDay);
        Assert.Equal("2026-01-01 silver", Assert.Single(tier.History.View().Spans.Select(span => $"{span.From:yyyy-MM-dd} {span.Tier}")));
        Assert.Empty(tier.State.Held!.Overrides);
    }

    [Fact]
    public void Only_what_is_granted_and_not_over_can_be_revoked()
    {
        string? Revoking(OverriddenTier tier, string day) =>
            RevokeOverride.Handle(new("No."), Address, tier.Record, tier.State, By("olga", day)).Problem?.Code;

        Assert.Equal("not-granted", Revoking(Requested(), "2026-03-10"));
        Assert.Null(Revoking(Granted(), "2026-06-30"));
        Assert.Equal("not-granted", Revoking(Granted(), "2026-07-01"));
    }

    [Fact]
    public void Leaving_ends_it()
    {
        var tier = Granted();
        tier.History.Decided("2026-05-01", "left", "silver");

        Assert.Equal((OverrideStatus.Ended, Day("2026-05-01")), (tier.Record.Status, tier.Record.LastDay!.Value));
        Assert.Null(tier.State.Held);
    }
}
