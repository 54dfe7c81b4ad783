namespace CustomerTiering.Rules.Tests.Decisions;

/// <summary>A step down that ends above the computed tier is a landing, and has a validity of its own.</summary>
public class LandingTests
{
    private const string Soft = """{ "downgrade": "one", "landing": { "rolling": "P3M" } }""";

    private static IEnumerable<string> Falls(string movement, decimal level, string to = "2028-12-31") =>
        new Ladder(movement: movement).Joins("2026-01-01").Level("2026-01-10", 30).Level("2026-06-01", level).Runs("2026-01-01", to).Skip(2);

    [Fact]
    public void A_landing_lasts_three_months_each_time_until_the_computed_tier_is_reached() =>
        Assert.Equal(
            [
                "2027-01-09 expiry: downgraded silver from 2027-01-10 until 2027-04-09",
                "2027-04-09 expiry: downgraded bronze from 2027-04-10 until 2027-07-09",
                "2027-07-09 expiry: downgraded base from 2027-07-10",
            ],
            Falls(Soft, 0));

    [Theory]
    [InlineData(15, "2027-01-09 expiry: downgraded silver from 2027-01-10 until 2028-01-09")] // keeps silver: it is the computed one
    [InlineData(14, "2027-01-09 expiry: downgraded silver from 2027-01-10 until 2027-04-09")] // computed is bronze
    public void A_step_to_the_computed_tier_has_the_full_validity(int level, string line) =>
        Assert.Equal(line, Falls(Soft, level, "2027-01-31").Single());

    [Fact]
    public void Without_a_landing_each_step_has_the_full_validity() =>
        Assert.Equal(
            "2027-01-09 expiry: downgraded silver from 2027-01-10 until 2028-01-09", Falls("""{ "downgrade": "one" }""", 0, "2027-01-31").Single());

    [Fact]
    public void Who_buys_again_during_a_landing_rises_to_a_full_validity() =>
        Assert.Equal(
            ["2027-01-09 expiry: downgraded silver from 2027-01-10 until 2027-04-09",
                "2027-02-01 at-once: upgraded gold from 2027-02-01 until 2028-01-31"],
            new Ladder(movement: Soft).Joins("2026-01-01")
                .Level("2026-01-10", 30).Level("2026-06-01", 0).Buys("2027-02-01", 300, "a").Runs("2026-01-01", "2027-03-01").Skip(2));

    [Fact]
    public void Who_keeps_the_tier_at_the_end_of_a_landing_has_it_for_a_full_validity() =>
        Assert.Contains(
            "2027-04-09 expiry: retained silver from 2027-01-10 until 2028-04-09",
            new Ladder(movement: Soft).Joins("2026-01-01")
                .Level("2026-01-10", 30).Level("2026-06-01", 0).Buys("2027-02-01", 150, "a").Runs("2026-01-01", "2027-04-30"));
}
