using CustomerTiering.Rules.Decisions;
using static CustomerTiering.Rules.Tests.Decisions.Ladder;

namespace CustomerTiering.Rules.Tests.Decisions;

/// <summary>An override bears on the effective tier alone, from its first day to its last, both included.</summary>
public sealed class OverrideTests
{
    private static readonly Ladder AtSilver = new Ladder().Joins("2025-01-01").Level("2025-01-01", 20);

    private static HeldState Silver(params TierOverride[] by) => Held("silver", "2025-07-01", "2026-06-30") with { Overrides = [.. by] };

    private static TierOverride By(OverrideKind kind, string tier, string from = "2026-03-01", string until = "2026-03-31") =>
        new(kind, tier, Day(from), Day(until));

    [Theory]
    [InlineData(OverrideKind.Exact, "base", "base")]
    [InlineData(OverrideKind.Exact, "gold", "gold")]
    [InlineData(OverrideKind.Floor, "bronze", "silver")]
    [InlineData(OverrideKind.Floor, "silver", "silver")]
    [InlineData(OverrideKind.Floor, "gold", "gold")]
    [InlineData(OverrideKind.Ceiling, "bronze", "bronze")]
    [InlineData(OverrideKind.Ceiling, "silver", "silver")]
    [InlineData(OverrideKind.Ceiling, "gold", "silver")]
    public void It_holds_from_its_first_day_to_its_last_and_not_a_day_more(OverrideKind kind, string tier, string effective)
    {
        var held = Silver(By(kind, tier));
        string On(string day) => AtSilver.Policy.EffectiveTier(held, Day(day));

        Assert.Equal(["silver", effective, effective, "silver"], (string[])[On("2026-02-28"), On("2026-03-01"), On("2026-03-31"), On("2026-04-01")]);
    }

    [Fact]
    public void One_follows_another_on_the_next_day()
    {
        var held = Silver(By(OverrideKind.Exact, "gold"), By(OverrideKind.Ceiling, "bronze", "2026-04-01", "2026-04-30"));

        Assert.Equal(
            ("gold", "bronze"), (AtSilver.Policy.EffectiveTier(held, Day("2026-03-31")), AtSilver.Policy.EffectiveTier(held, Day("2026-04-01"))));
    }

    [Fact]
    public void To_a_tier_that_the_policy_has_not_it_leaves_the_held_one() =>
        Assert.Equal("silver", AtSilver.Policy.EffectiveTier(Silver(By(OverrideKind.Exact, "platinum")), Day("2026-03-01")));

    [Theory]
    [InlineData("2026-02-28", "2026-02-28", false)]
    [InlineData("2026-02-01", "2026-03-01", true)]
    [InlineData("2026-03-31", "2026-04-30", true)]
    [InlineData("2026-04-01", "2026-04-30", false)]
    public void Two_overlap_if_they_have_a_day_in_common(string from, string until, bool overlaps) =>
        Assert.Equal(overlaps, By(OverrideKind.Exact, "gold").Overlaps(Day(from), Day(until)));

    [Fact]
    public void A_decision_prints_three_tiers_and_the_override_changes_neither_computed_nor_held()
    {
        var before = Silver(By(OverrideKind.Exact, "gold"));
        var decision = AtSilver.Decision(TriggerKind.Review, "2026-03-15", before);

        Assert.Equal(("silver", "silver", "gold"), (decision.Computed, decision.Held, decision.Effective));
        Assert.Equal(before.Overrides, HeldState.After(before, decision)!.Overrides);
        Assert.Equal(Line(AtSilver.Decision(TriggerKind.Review, "2026-03-15", Silver())), Line(decision));
    }

    [Fact]
    public void A_fall_on_the_last_day_of_an_override_prints_the_tier_of_the_day_on_which_it_takes_effect()
    {
        var fallen = new Ladder().Joins("2025-01-01").Level("2025-01-01", 20).Level("2026-01-01", 10).Decision(
            TriggerKind.Expiry, "2026-06-30", Silver(By(OverrideKind.Exact, "gold", until: "2026-06-30")));

        Assert.Equal(("bronze", "bronze", "2026-07-01"), (fallen.Held, fallen.Effective, $"{fallen.EffectiveFrom:yyyy-MM-dd}"));
    }

    [Fact]
    public void Whoever_leaves_has_no_override_any_more()
    {
        var before = Silver(By(OverrideKind.Exact, "gold"));
        var left = AtSilver.Decision(TriggerKind.Leaving, "2026-03-15", before);

        Assert.Equal(("silver", Outcome.Left), (left.Effective, left.Outcome));
        Assert.Null(HeldState.After(before, left));
    }
}
