using CustomerTiering.ServicePlans;

namespace CustomerTiering.Tests.ServicePlans;

public sealed class ServicePlanValidatorTests
{
    private static readonly Dictionary<string, string> Name = new() { ["en"] = "Gold care", ["zh"] = "金牌服务" };

    private static string[] Errors(PublishServicePlan plan) =>
        [.. new ServicePlanValidator().Validate(plan).Errors.Select(error => $"{error.PropertyName} {error.ErrorCode}")];

    private static string[] Errors(Entitlements entitlements) => Errors(new PublishServicePlan("gold-care", Name, entitlements));

    [Fact]
    public void A_plan_with_everything_is_right() => Assert.Empty(Errors(new Entitlements(
        [new("high", "PT4H", "P2D"), new(null, "P1D", "P1D"), new("low", null, "P9D")], true, "P1M", [new("shoes", 12.25m), new(null, 100m)],
        [new("visit", Name, 0.000001m, "visit", "P1Y"), new("delivery", Name)])));

    [Fact]
    public void A_plan_may_promise_nothing() => Assert.Empty(Errors(new Entitlements()));

    [Fact]
    public void All_errors_are_told_at_once() => Assert.Equal(
        [
            "Code code-form", "Name name-form", "Entitlements.ContactEvery period", "Entitlements.Times priority-twice", "Entitlements.Times[0].Response duration",
            "Entitlements.Times[1] nothing-promised", "Entitlements.Discounts[0].Percent GreaterThanValidator", "Entitlements.Benefits[0].Code code-form",
            "Entitlements.Benefits[0].Per period",
        ],
        Errors(new PublishServicePlan("gold care", new Dictionary<string, string> { ["english!"] = "Gold" }, new(
            [new("high", "4h"), new("high")], null, "monthly", [new(null, 0m)], [new("", Name, Per: "P0D")]))));

    [Theory]
    [InlineData("PT4H", "PT4H", true)]
    [InlineData("PT4H", "PT3H59M", false)]
    [InlineData("P1D", "PT24H", true)]
    public void A_resolution_comes_no_earlier_than_the_response(string response, string resolution, bool right) =>
        Assert.Equal(right ? [] : new[] { "Entitlements.Times[0].Resolution resolution-before-response" }, Errors(new Entitlements([new("high", response, resolution)])));

    [Theory]
    [InlineData("0.01", true)]
    [InlineData("0.001", false)]
    [InlineData("0", false)]
    [InlineData("100", true)]
    [InlineData("100.01", false)]
    public void A_discount_is_above_0_and_up_to_100_percent_with_2_decimals(string percent, bool right) =>
        Assert.Equal(right, Errors(new Entitlements(Discounts: [new(null, decimal.Parse(percent, null))])).Length == 0);

    [Fact]
    public void One_discount_may_be_for_all_other_categories_not_two() => Assert.Equal(
        ["Entitlements.Discounts category-twice"], Errors(new Entitlements(Discounts: [new(null, 1m), new(null, 2m)])));

    [Fact]
    public void A_missing_name_and_missing_entitlements_are_named() =>
        Assert.Equal(["Name NotNullValidator", "Name name-form", "Entitlements NotNullValidator"], Errors(new PublishServicePlan("basic", null, null)));

    [Fact]
    public void An_entry_that_is_null_is_named() => Assert.Equal(["Entitlements.Times[0] NotNullValidator"], Errors(new Entitlements(Times: [null!])));
}
