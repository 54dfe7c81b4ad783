using CustomerTiering.Rules.Decisions;
using static CustomerTiering.Rules.Tests.Decisions.Ladder;

namespace CustomerTiering.Rules.Tests.Decisions;

/// <summary>
/// What a new version does to tiers that an earlier one gave: gold until 30 June 2026, of a customer whom the version that begins on 1 March knows
/// less of.
/// </summary>
public class TransitionTests
{
    private const string Monthly = """{ "review": { "calendar": "month" } }""";
    private const string Grace = """{ "review": { "calendar": "month" }, "grace": "P30D" }""";
    private const string AtOnce = "\"at-once\"";

    private static readonly HeldState Gold = Held("gold", "2025-07-01", "2026-06-30") with { PolicyVersion = 1 };

    private static Ladder Version(
        string transition, decimal level = 20, string movement = "{}", string validity = """{ "rolling": "P12M" }""", string gold = "") =>
        new Ladder(validity, movement, gold, transition).Joins("2025-01-01").Level("2025-02-01", level);

    private static string Capped(int steps) => $$"""{ "capped": {{steps}} }""";

    [Fact]
    public void Until_expiry_a_tier_is_kept_to_its_end_and_then_judged() =>
        Assert.Equal(
            ["2026-06-30 expiry: downgraded silver from 2026-07-01 until 2027-06-30"],
            Version("\"until-expiry\"", movement: Monthly)
                .Runs("2026-03-01", "2026-06-30", Gold).Where(line => !line.Contains("retained", StringComparison.Ordinal)));

    [Fact]
    public void Until_expiry_a_tier_without_validity_is_judged_at_the_next_review() =>
        Assert.Equal(
            ["2026-03-31 review: downgraded silver from 2026-04-01"],
            Version("\"until-expiry\"", movement: Monthly, validity: "\"none\"")
                .Runs("2026-03-01", "2026-03-31", Held("gold", "2025-07-01") with { PolicyVersion = 1 }));

    [Fact]
    public void At_once_a_tier_is_judged_on_the_first_day_as_at_an_expiry() =>
        Assert.Equal(
            ["2026-03-01 transition: downgraded silver from 2026-03-02 until 2027-03-01"], Version(AtOnce).Runs("2026-03-01", "2026-06-30", Gold));

    [Fact]
    public void The_day_before_nothing_is_judged() => Assert.Empty(LadderDay.On(Version(AtOnce).Sees("2026-03-01"), Gold, Day("2026-02-28")));

    [Fact]
    public void The_change_is_what_called_for_it()
    {
        var decision =
            Assert.IsType<TimelineEntry.Decided>(LadderDay.On(Version(AtOnce).Sees("2026-03-01"), Gold, Day("2026-03-01")).First()).Decision;
        Assert.Equal(new Trigger(TriggerKind.Transition, "p/2"), decision.Trigger);
    }

    [Theory]
    [InlineData(24.99, "downgraded silver from 2026-03-02 until 2027-03-01")]
    [InlineData(25, "retained gold from 2025-07-01 until 2026-06-30")]
    [InlineData(30, "retained gold from 2025-07-01 until 2026-06-30")]
    public void Who_passes_at_once_keeps_the_tier_with_its_dates(decimal level, string comesTo) =>
        Assert.Equal([$"2026-03-01 transition: {comesTo}"], Version(AtOnce, level).Runs("2026-03-01", "2026-03-31", Gold));

    [Fact]
    public void At_once_gives_the_grace_of_the_new_version() =>
        Assert.Equal(
            [
                "2026-03-01 transition: grace gold from 2025-07-01 until 2026-06-30 grace 2026-03-31",
                "2026-03-31 grace-end: downgraded silver from 2026-04-01 until 2027-03-31",
            ],
            Version(AtOnce, movement: Grace).Runs("2026-03-01", "2026-03-31", Gold));

    [Theory]
    [InlineData("""{ "downgrade": "never" }""", "")]
    [InlineData("{}", """, "lock": true """)]
    public void What_can_not_be_lost_is_not_lost_by_a_transition(string movement, string gold) =>
        Assert.Equal(
            ["2026-03-01 transition: retained gold from 2025-07-01 until 2027-03-01"],
            Version(AtOnce, movement: movement, gold: gold).Runs("2026-03-01", "2026-03-31", Gold));

    [Fact]
    public void Whom_the_version_judged_already_it_does_not_judge_again() =>
        Assert.Empty(Version(AtOnce).Runs("2026-03-01", "2026-03-31", Gold with { PolicyVersion = 2 }));

    [Fact]
    public void Made_again_it_adds_nothing()
    {
        var first = Version(AtOnce).Entries("2026-03-01", "2026-03-01", Gold).OfType<TimelineEntry.Decided>().Single().Decision;
        Assert.Empty(Version(AtOnce).Again(
            "2026-03-01", [new(first with { AsOf = Day("2026-02-01") }, Gold), new(first, HeldState.After(Gold, first))], "2026-03-01"));
    }

    [Theory]
    [InlineData(1, "silver")]
    [InlineData(2, "bronze")]
    [InlineData(3, "base")]
    [InlineData(4, "base")]
    public void Capped_lets_fall_so_many_steps_at_the_first_review(int steps, string tier)
    {
        var fallen = Version(Capped(steps), level: 0, movement: Monthly).Runs("2026-03-01", "2026-03-31", Gold).Single();
        Assert.StartsWith($"2026-03-31 review: downgraded {tier} from 2026-04-01", fallen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "silver")]
    [InlineData(2, "bronze")]
    [InlineData(3, "bronze")]
    public void Who_falls_fewer_steps_than_the_cap_falls_those(int steps, string tier) =>
        // 10 is bronze: two steps below gold.
        Assert.Contains($"downgraded {tier} from",
            Version(Capped(steps), level: 10, movement: Monthly).Runs("2026-03-01", "2026-03-31", Gold).Single(), StringComparison.Ordinal);

    [Fact]
    public void The_rest_of_a_capped_fall_comes_when_the_soft_landing_ends() =>
        Assert.Equal(
            ["2026-03-31 review: downgraded silver from 2026-04-01 until 2027-03-31", "2027-03-31 expiry: downgraded base from 2027-04-01"],
            Version(Capped(1), level: 0, movement: Monthly)
                .Runs("2026-03-01", "2027-03-31", Gold).Where(line => line.Contains("downgraded", StringComparison.Ordinal)));

    [Fact]
    public void Without_validity_the_rest_comes_at_the_next_review() =>
        Assert.Equal(
            ["2026-03-31 review: downgraded silver from 2026-04-01", "2026-04-30 review: downgraded base from 2026-05-01"],
            Version(Capped(1), 0, Monthly, "\"none\"").Runs("2026-03-01", "2026-04-30", Held("gold", "2025-07-01") with { PolicyVersion = 1 }));

    [Fact]
    public void A_grace_puts_the_capped_fall_off_and_not_away() =>
        Assert.Equal(
            [
                "2026-03-31 review: grace gold from 2025-07-01 until 2026-06-30 grace 2026-04-30",
                "2026-04-30 grace-end: downgraded silver from 2026-05-01 until 2027-04-30",
            ],
            Version(Capped(1), level: 0, movement: Grace).Runs("2026-03-01", "2026-04-30", Gold));

    [Fact]
    public void A_preview_tells_the_first_judgement_of_each_transition()
    {
        static string First(Ladder version) => Line(FirstJudgement.Of([new("", version.Sees("2026-03-01"), Gold)], Day("2026-03-01"))[""].Decision!);
        Assert.Equal("2026-06-30 expiry: downgraded silver from 2026-07-01 until 2027-06-30", First(Version("\"until-expiry\"", movement: Monthly)));
        Assert.Equal("2026-03-01 transition: downgraded silver from 2026-03-02 until 2027-03-01", First(Version(AtOnce, movement: Monthly)));
        Assert.Equal("2026-03-31 review: downgraded silver from 2026-04-01 until 2027-03-31", First(Version(Capped(1), movement: Monthly)));
    }

    [Theory]
    [InlineData("base,bronze,silver,premium", "gold", "premium")] // renamed
    [InlineData("base,copper,bronze,silver,premium", "gold", "premium")] // renamed, and another inserted below
    [InlineData("base,bronze,silver", "gold", "silver")] // taken away
    [InlineData("base,bronze,gold", "silver", "bronze")] // taken away: nobody rises by it
    [InlineData("base,low,middle,gold", "silver", "middle")] // two renamed: the second in the second's place
    [InlineData("base,low,gold", "silver", "low")] // two became one
    [InlineData("start,bronze,silver,gold", "base", "start")] // the first renamed
    [InlineData("bronze,silver,gold", "base", "bronze")] // the first taken away: everybody has the new first
    public void A_tier_that_the_version_lacks_is_followed_by_the_one_in_its_place(string tiers, string held, string followed)
    {
        var criteria = tiers.Split(',').Select((code, rank) => rank == 0
            ? $$"""{ "code": "{{code}}" }""" : $$"""{ "code": "{{code}}", "qualify": { "metric": "m", "atLeast": {{rank}} } }""");
        var version = Compiled($$"""
            { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "EUR", "validity": { "rolling": "P12M" },
              "metrics": { "m": { "measure": "indicators.m", "aggregate": "last", "missing": "0" } }, "tiers": [ {{string.Join(", ", criteria)}} ] }
            """);
        var source = Version(AtOnce)
            .Sees("2026-03-01") with
        { Policy = version, Earlier = [new(new("p", 1, "d"), new Ladder().Policy)], Reviews = ReviewDates.On([]) };
        var decided =
            Assert.IsType<TimelineEntry.Decided>(LadderDay.OnRequest(source, Held(held, "2025-07-01", "2026-06-30"), Day("2026-03-10")).First());
        Assert.Equal((followed, Day("2026-03-01")), (decided.Decision.Held, decided.Decision.EffectiveFrom));
    }

    [Fact]
    public void A_tier_with_threshold_0_has_everybody_also_who_gives_back_what_was_never_bought()
    {
        var policy = Compiled("""
            { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "EUR", "metrics": { "spend": { "measure": "purchases.net", "aggregate": "sum" } },
              "tiers": [ { "code": "everybody" }, { "code": "zero", "qualify": { "metric": "spend", "atLeast": 0 } }, { "code": "some", "qualify": { "metric": "spend", "above": 0 } } ] }
            """);
        string Joins(Ladder ladder) => Line(LadderDay.On(ladder.Sees("2026-01-01") with { Policy = policy }, null, Day("2026-01-01")).First());
        Assert.Equal("2026-01-01 joining: joined zero from 2026-01-01", Joins(new Ladder().Joins("2026-01-01")));
        Assert.Equal("2026-01-01 joining: joined some from 2026-01-01", Joins(new Ladder().Joins("2026-01-01").Buys("2026-01-01", 0.01m, "a")));
        Assert.Equal("2026-01-01 joining: joined zero from 2026-01-01", Joins(new Ladder().Joins("2026-01-01").Returns("2026-01-01", 0.01m, null)));
    }
}
