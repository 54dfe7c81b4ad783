using CustomerTiering.Rules.Values;
using CustomerTiering.Trials;

namespace CustomerTiering.Tests.Trials;

public sealed class PlanCostTests
{
    [Fact]
    public void A_change_of_plan_on_a_day_counts_that_day_for_the_new_plan()
    {
        var course = new TierCourse();
        course.Begin(new(2024, 1, 1), "silver");
        course.Begin(new(2024, 2, 29), "gold");

        var served = new PlansInForce(new([TriedLadder.Text().InForceFrom(TriedLadder.From)])).Serving(course, TriedLadder.From, new(2024, 3, 1));

        Assert.Equal(
            [(new DateOnly(2024, 1, 1), new DateOnly(2024, 2, 28), "silver-care"), (new(2024, 2, 29), new(2024, 3, 1), "gold-care")], served);
    }

    [Fact]
    public void A_tier_brings_the_plan_of_the_version_that_decides_on_the_day()
    {
        var (first, second) = (TriedLadder.Text(), TriedLadder.Text(plan: "silver-new"));
        var course = new TierCourse();
        course.Begin(new(2024, 1, 1), "silver");

        var served =
            new PlansInForce(new([first.InForceFrom(new(2024, 1, 1)) with { Until = new(2024, 1, 9) }, second.InForceFrom(new(2024, 1, 10))]))
                .Serving(course, TriedLadder.From, new(2024, 1, 20));

        Assert.Equal(
            [(new DateOnly(2024, 1, 1), new DateOnly(2024, 1, 9), "silver-care"), (new(2024, 1, 10), new(2024, 1, 20), "silver-new")], served);
    }

    [Theory]
    [InlineData("2023-01-01", "2023-12-31", "100.00")] // 365 of 365 days
    [InlineData("2024-01-01", "2024-12-31", "100.00")] // 366 of 366
    [InlineData("2024-02-29", "2024-02-29", "0.27")] // 100 ÷ 366
    [InlineData("2023-02-28", "2023-02-28", "0.27")] // 100 ÷ 365
    [InlineData("2023-12-31", "2024-01-01", "0.55")] // a day of each
    [InlineData("2023-01-01", "2024-12-31", "200.00")]
    public void A_whole_year_costs_its_price_with_a_leap_day_and_without(string from, string to, string cost)
    {
        var served = new ServedDays(new(2023, 1, 1), new(2024, 12, 31));
        served.Add(DateOnly.Parse(from, null), DateOnly.Parse(to, null));

        Assert.Equal(decimal.Parse(cost, null), PlanDays.CostOf([(100m, served.Count(Of("P1Y")))]));
    }

    [Fact]
    public void Periods_of_a_price_count_from_the_first_day_and_are_clamped_from_there()
    {
        var served = new ServedDays(new(2024, 1, 31), new(2024, 4, 29));
        served.Add(new(2024, 1, 31), new(2024, 4, 29));

        // 31 January to 28 February, 29 February to 30 March, 31 March to 29 April.
        Assert.Equal([(29, 29L), (30, 30L), (31, 31L)], served.Count(Of("P1M")).ByLength.Select(one => (one.Key, one.Value)));
        Assert.Equal((90, 0), (served.Count(null).Days, served.Count(null).ByLength.Count));
    }

    [Theory]
    [InlineData(1, "0.02")] // 0.025
    [InlineData(3, "0.08")] // 0.075
    [InlineData(5, "0.12")] // 0.125
    [InlineData(4, "0.10")]
    public void A_cost_is_rounded_once_half_even(int customers, string cost)
    {
        var served = new ServedDays(new(2024, 1, 1), new(2024, 1, 2));
        for (var i = 0; i < customers; i++) served.Add(new(2024, 1, 2), new(2024, 1, 2));

        Assert.Equal(decimal.Parse(cost, null), PlanDays.CostOf([(0.05m, served.Count(Of("P2D")))]));
    }

    [Fact]
    public void Costs_are_summed_before_they_are_rounded()
    {
        var third = new PlanDays(1, new SortedDictionary<int, long> { [3] = 1 });

        Assert.Equal(0.01m, PlanDays.CostOf([(0.01m, third), (0.01m, third), (0.01m, third)]));
    }

    private static Period Of(string text) => Period.TryParse(text, out var period) ? period : throw new ArgumentException(text);
}
