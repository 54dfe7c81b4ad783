using CustomerTiering.Rules.Decisions;
using static CustomerTiering.Rules.Tests.Decisions.Ladder;

namespace CustomerTiering.Rules.Tests.Decisions;

public class MovementTests
{
    private const string Grace = """{ "grace": "P90D" }""";

    private static Ladder At(decimal level, string movement = "{}", string validity = """{ "rolling": "P12M" }""", string gold = "") =>
        new Ladder(validity, movement, gold).Joins("2024-05-01").Level("2024-05-01", level);

    [Theory]
    [InlineData(29.99, "retained silver from 2025-07-01 until 2026-06-30")]
    [InlineData(30, "upgraded gold from 2026-01-10 until 2027-01-09")]
    public void An_upgrade_holds_from_its_day_and_starts_a_validity(decimal level, string outcome) =>
        Assert.Equal(
            $"2026-01-10 at-once: {outcome}", At(level).Decides(TriggerKind.AtOnce, "2026-01-10", Held("silver", "2025-07-01", "2026-06-30")));

    [Theory]
    [InlineData(TriggerKind.AtOnce, "retained silver from 2025-07-01 until 2026-06-30")]
    [InlineData(TriggerKind.Review, "upgraded gold from 2026-01-10 until 2027-01-09")]
    [InlineData(TriggerKind.Expiry, "upgraded gold from 2026-01-10 until 2027-01-09")]
    [InlineData(TriggerKind.GraceEnd, "upgraded gold from 2026-01-10 until 2027-01-09")]
    public void At_review_upgrades_wait_for_a_review_an_expiry_or_the_end_of_a_grace(TriggerKind trigger, string outcome) =>
        Assert.EndsWith(
            $": {outcome}", At(30, """{ "upgrade": "at-review" }""").Decides(trigger, "2026-01-10", Held("silver", "2025-07-01", "2026-06-30")));

    [Theory]
    [InlineData("2026-06-29", "retained silver from 2025-07-01 until 2026-06-30")]
    [InlineData("2026-06-30", "downgraded bronze from 2026-07-01 until 2027-06-30")]
    [InlineData("2026-07-01", "downgraded bronze from 2026-07-02 until 2027-07-01")]
    public void A_failing_tier_is_guaranteed_until_its_last_day(string day, string outcome) =>
        Assert.Equal($"{day} review: {outcome}", At(14.99m).Decides(TriggerKind.Review, day, Held("silver", "2025-07-01", "2026-06-30")));

    [Theory]
    [InlineData(14.99, "downgraded bronze from 2026-07-01 until 2027-06-30")]
    [InlineData(15, "retained silver from 2025-07-01 until 2027-06-30")]
    [InlineData(9.99, "downgraded base from 2026-07-01")]
    public void At_expiry_what_keeps_a_tier_decides(decimal level, string outcome) =>
        Assert.Equal(
            $"2026-06-30 expiry: {outcome}", At(level).Decides(TriggerKind.Expiry, "2026-06-30", Held("silver", "2025-07-01", "2026-06-30")));

    [Fact]
    public void Failing_at_expiry_with_grace_keeps_the_tier_until_the_grace_ends() =>
        Assert.Equal(
            "2026-06-30 expiry: grace silver from 2025-07-01 until 2026-06-30 grace 2026-09-28",
            At(14.99m, Grace).Decides(TriggerKind.Expiry, "2026-06-30", Held("silver", "2025-07-01", "2026-06-30")));

    [Fact]
    public void A_tier_may_have_a_grace_and_a_validity_of_its_own() =>
        Assert.Equal(
            ["2026-06-30 expiry: grace gold from 2025-07-01 until 2026-06-30 grace 2026-07-10",
                "2026-01-10 review: upgraded gold from 2026-01-10 until 2026-12-31"],
            [
                At(20, Grace, gold: """, "grace": "P10D" """).Decides(TriggerKind.Expiry, "2026-06-30", Held("gold", "2025-07-01", "2026-06-30")),
                At(30, gold: """, "validity": { "calendar": "year" } """)
                    .Decides(TriggerKind.Review, "2026-01-10", Held("silver", "2025-07-01", "2026-06-30")),
            ]);

    [Theory]
    [InlineData("2026-09-27", 14.99, "grace silver from 2025-07-01 until 2026-06-30 grace 2026-09-28")]
    [InlineData("2026-09-28", 14.99, "downgraded bronze from 2026-09-29 until 2027-09-28")]
    [InlineData("2026-09-27", 15, "retained silver from 2025-07-01 until 2027-09-26")]
    [InlineData("2026-09-28", 15, "retained silver from 2025-07-01 until 2027-09-27")]
    [InlineData("2026-09-27", 30, "upgraded gold from 2026-09-27 until 2027-09-26")]
    public void In_grace_recovery_starts_a_validity_and_failing_on_the_last_day_falls(string day, decimal level, string outcome) =>
        Assert.EndsWith(
            $": {outcome}", At(level, Grace).Decides(TriggerKind.Review, day, Held("silver", "2025-07-01", "2026-06-30", "2026-09-28")));

    [Fact]
    public void A_fact_can_end_a_grace_well() =>
        Assert.Equal(
            "2026-08-01 at-once: retained silver from 2025-07-01 until 2027-07-31",
            At(15, Grace).Decides(TriggerKind.AtOnce, "2026-08-01", Held("silver", "2025-07-01", "2026-06-30", "2026-09-28")));

    [Theory]
    [InlineData("full", "downgraded base from 2026-07-01")]
    [InlineData("one", "downgraded silver from 2026-07-01 until 2027-06-30")]
    [InlineData("never", "retained gold from 2025-07-01 until 2027-06-30")]
    public void A_customer_falls_as_far_as_the_policy_says(string downgrade, string outcome) =>
        Assert.Equal(
            $"2026-06-30 expiry: {outcome}",
            At(0, $$"""{ "downgrade": "{{downgrade}}" }""").Decides(TriggerKind.Expiry, "2026-06-30", Held("gold", "2025-07-01", "2026-06-30")));

    [Fact]
    public void A_locked_tier_is_kept_without_grace() =>
        Assert.Equal(
            "2026-06-30 expiry: retained gold from 2025-07-01 until 2027-06-30",
            At(0, Grace, gold: """, "lock": true """).Decides(TriggerKind.Expiry, "2026-06-30", Held("gold", "2025-07-01", "2026-06-30")));

    [Theory]
    [InlineData(15, "retained silver from 2025-07-01 until 2027-02-28")]
    [InlineData(14.99, "downgraded bronze from 2026-03-02 until 2027-03-01")]
    public void A_tier_of_unknown_validity_is_judged_at_the_next_review(decimal level, string outcome) =>
        Assert.Equal($"2026-03-01 review: {outcome}", At(level).Decides(TriggerKind.Review, "2026-03-01", Held("silver", "2025-07-01")));

    [Theory]
    [InlineData(TriggerKind.Review, 15, "retained silver from 2025-07-01")]
    [InlineData(TriggerKind.Review, 14.99, "downgraded bronze from 2026-03-02")]
    [InlineData(TriggerKind.AtOnce, 14.99, "retained silver from 2025-07-01")]
    public void Without_validity_a_tier_is_judged_at_every_review(TriggerKind trigger, decimal level, string outcome) =>
        Assert.EndsWith($": {outcome}", At(level, validity: "\"none\"").Decides(trigger, "2026-03-01", Held("silver", "2025-07-01")));

    [Fact]
    public void Without_validity_the_grace_counts_from_the_review_that_failed() =>
        Assert.Equal(
            "2026-03-01 review: grace silver from 2025-07-01 grace 2026-05-30",
            At(14.99m, Grace, "\"none\"").Decides(TriggerKind.Review, "2026-03-01", Held("silver", "2025-07-01")));

    [Fact]
    public void Between_two_tiers_the_one_that_is_kept_counts_only_up_to_the_held_one() =>
        Assert.Equal(
            ["2026-06-30 expiry: downgraded silver from 2026-07-01 until 2027-06-30",
                "2026-06-30 expiry: retained bronze from 2025-07-01 until 2027-06-30"],
            [
                At(15).Decides(TriggerKind.Expiry, "2026-06-30", Held("gold", "2025-07-01", "2026-06-30")),
                At(15).Decides(TriggerKind.Expiry, "2026-06-30", Held("bronze", "2025-07-01", "2026-06-30")),
            ]);

    [Fact]
    public void Who_leaves_holds_nothing_any_longer()
    {
        var ladder = At(30);
        var held = Held("gold", "2025-07-01", "2026-06-30");
        Assert.Equal("2026-02-01 leaving: left gold from 2025-07-01", ladder.Decides(TriggerKind.Leaving, "2026-02-01", held));
    }
}
