using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;
using CustomerTiering.Tiering;
using CustomerTiering.Tiering.Overrides;
using static CustomerTiering.Tests.Tiering.Overrides.OverriddenTier;

namespace CustomerTiering.Tests.Tiering.Overrides;

public sealed class RequestOverrideTests
{
    private static string? Refusal(RequestOverride command, TierState? state = null, OverrideContext? context = null) =>
        RequestOverride.Handle(command, Address, state ?? Held().State, context ?? By("ann")).Problem?.Code;

    private static IEnumerable<string> Wrong(RequestOverride command) =>
        RequestOverride.Handle(command, Address, Held().State, By("ann")).Problem?.Errors?.Select(error => $"{error.Field} {error.Code}") ?? [];

    [Fact]
    public void What_was_asked_for_is_recorded_with_computed_and_held_of_that_moment()
    {
        var asked = Assert.IsType<OverrideRequested>(Assert.Single(EventsOf(RequestOverride.Handle(Command, Address, Held().State, By("ann")))));

        Assert.Equal((OverrideKind.Exact, "gold", "silver", "silver", 1), (asked.Kind, asked.Tier, asked.Computed, asked.Held, asked.Approvals));
        Assert.Equal(("goodwill", "ticket-4711"), (asked.Reason, Assert.Single(asked.Evidence)));
    }

    [Theory]
    [InlineData("2026-09-09", true)]
    [InlineData("2026-09-10", false)]
    public void From_10_March_six_months_last_until_9_September_and_not_a_day_more(string until, bool permitted) =>
        Assert.Equal(permitted ? [] : ["$.until too-long"], Wrong(Command with { Until = Day(until) }));

    [Theory]
    [InlineData("2026-03-09", false)]
    [InlineData("2026-03-10", true)]
    public void It_begins_today_or_later(string from, bool permitted) =>
        Assert.Equal(permitted ? [] : ["$.from in-the-past"], Wrong(Command with { From = Day(from) }));

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once() => Assert.Equal(
        ["$.tier unknown-tier", "$.reason unknown-reason", "$.from in-the-past", "$.until too-long"],
        Wrong(Command with { Tier = "bronze", Reason = "because", From = Day("2026-03-01"), Until = Day("2027-03-01") }));

    [Fact]
    public void Whoever_has_no_tier_has_none_to_override() => Assert.Equal("no-tier", Refusal(Command, TierState.None));

    [Fact]
    public void A_policy_that_says_nothing_leaves_it_to_the_installation_which_permits_none_by_itself()
    {
        var silent = Compiled(null);
        Assert.True(Period.TryParse("P1M", out var month));
        var settings = OverrideSettings.Default with { Bounds = new OverrideBounds(month, 2, ["goodwill"]) };
        var command = Command with { Until = Day("2026-04-09") };

        Assert.Equal("overrides-not-permitted", Refusal(command, context: By("ann", policy: silent)));
        var asked = Assert.IsType<OverrideRequested>(
            Assert.Single(EventsOf(RequestOverride.Handle(command, Address, Held().State, By("ann", settings: settings, policy: silent)))));
        Assert.Equal(2, asked.Approvals);
        Assert.Equal("invalid-request", Refusal(command with { Until = Day("2026-04-10") }, context: By("ann", settings: settings, policy: silent)));
    }

    [Theory]
    [InlineData("2026-03-01", "2026-03-09", false)] // over before it was asked for: refused for another reason
    [InlineData("2026-06-30", "2026-07-31", true)]
    [InlineData("2026-07-01", "2026-07-31", false)]
    public void A_second_one_that_has_a_day_in_common_with_an_open_one_is_refused(string from, string until, bool overlaps)
    {
        var refusal = Refusal(Command with { From = Day(from), Until = Day(until) }, Requested().State);
        Assert.Equal(overlaps, refusal == "override-overlaps");
        Assert.Equal(overlaps, Refusal(Command with { From = Day(from), Until = Day(until) }, Granted().State) == "override-overlaps");
    }

    [Fact]
    public void One_that_was_rejected_or_lapsed_is_in_nobodys_way()
    {
        var rejected =
            Requested().Happened(new OverrideRejected(Address.Customer, "membership", Address.Id, CustomerTiering.Events.Personal.Of("No.")!));
        Assert.Null(Refusal(Command, rejected.State));

        var lapsed = Requested(Command with { Until = Day("2026-03-10") });
        Assert.Equal("override-overlaps", Refusal(Command, lapsed.State));
        Assert.Null(Refusal(Command with { From = Day("2026-03-11") }, lapsed.State, By("ann", "2026-03-11")));
    }

    [Theory]
    [InlineData(OverrideKind.Exact, "gold", null)]
    [InlineData(OverrideKind.Exact, "platinum", "rank-too-high")]
    [InlineData(OverrideKind.Floor, "platinum", "rank-too-high")]
    [InlineData(OverrideKind.Ceiling, "platinum", null)]
    public void An_agent_asks_for_tiers_up_to_a_rank(OverrideKind kind, string tier, string? refusal) => Assert.Equal(
        refusal, Refusal(Command with { Kind = kind, Tier = tier }, context: By("ann", settings: OverrideSettings.Default with { AgentRank = 2 })));

    [Theory]
    [InlineData(OverrideKind.Exact, "platinum", 1)] // two ranks above silver
    [InlineData(OverrideKind.Exact, "diamond", 2)] // three
    [InlineData(OverrideKind.Floor, "diamond", 2)]
    [InlineData(OverrideKind.Ceiling, "diamond", 1)]
    public void More_than_two_ranks_above_the_computed_tier_one_approval_more_is_needed(OverrideKind kind, string tier, int needed) => Assert.Equal(
        needed, Assert.IsType<OverrideRequested>(
            Assert.Single(EventsOf(RequestOverride.Handle(Command with { Kind = kind, Tier = tier }, Address, Held().State, By("ann"))))).Approvals);

    [Theory]
    [InlineData("mail/4711#2", true)]
    [InlineData("Mr Smith said so", false)]
    [InlineData("", false)]
    public void Evidence_is_named_by_ids_and_never_quoted(string id, bool isId) =>
        Assert.Equal(isId, new RequestOverride.Validator().Validate(Command with { Evidence = [id] }).IsValid);

    [Fact]
    public void What_is_missing_is_told_at_once() => Assert.Equal(
        ["From", "Kind", "Reason", "Text", "Tier", "Until"],
        new RequestOverride.Validator().Validate(
            new RequestOverride(null, null, null, null, null, null, null)).Errors.Select(error => error.PropertyName).Distinct().Order());
}
