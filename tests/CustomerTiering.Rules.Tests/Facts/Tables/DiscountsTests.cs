using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using static CustomerTiering.Rules.Tests.Evaluation.Measuring;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Facts.Tables;

/// <summary>Lines below 0 are spread over the others.</summary>
public class DiscountsTests
{
    private static decimal? Of(MeasureKind kind, string? category, params Fact[] facts) =>
        Metric(kind, Aggregate.Sum, where: category is null ? [] : [Where(FactField.Category, category)]).Value("2026-03-31", facts);

    [Fact]
    public void A_coupon_is_spread_over_the_other_lines_in_proportion_to_their_amounts()
    {
        var bought = Bought("p", "2026-01-01", Line("pan", "kitchen", 2, 50, 20), Line("coupon", "coupons", 1, -30), Line("rug", "home", 1, 50, 40));

        Assert.Equal(
            [80, 40, 0, 120], new[] { "kitchen", "home", "coupons", null }.Select(category => Of(MeasureKind.PurchasesNet, category, bought)));
        Assert.Equal([40, 0, 40], new[] { "kitchen", "home", null }.Select(category => Of(MeasureKind.PurchasesMargin, category, bought)));
        Assert.Equal(3, Of(MeasureKind.PurchasesUnits, null, bought));
        Assert.Equal(0, Metric(MeasureKind.Purchases, Aggregate.Count, where: [Where(FactField.Category, "coupons")]).Value("2026-03-31", bought));
    }

    [Fact]
    public void Shares_are_rounded_half_even_to_billionths_and_the_last_takes_the_rest()
    {
        var bought = Bought("p", "2026-01-01", Line("a", "1", 1, 10), Line("b", "2", 1, 10), Line("c", "3", 1, 10), Line("coupon", null, 1, -10));
        // Of each of the first two 3.333333333 is taken, of the last 3.333333334: so much less comes off it before it is gone.
        var net = Metric(MeasureKind.Purchases, Aggregate.Count, where: [Where(FactField.Category, "3")]);
        Assert.Equal(20, Of(MeasureKind.PurchasesNet, null, bought));
        Assert.Equal(1, net.Value("2026-03-31", bought, Returned("r", "2026-02-01", "p", Line("c", null, 0.999m, 6.67334m)))); // 6.666666660
        Assert.Equal(0, Of(MeasureKind.PurchasesUnits, "3", bought, Returned("r", "2026-02-01", "p", Line("c", null, 1, 6.666667m))));
    }

    [Fact]
    public void A_return_of_a_discounted_line_takes_at_most_what_was_paid_for_it_and_the_rest_off_the_others()
    {
        Fact[] facts = [Bought("p", "2026-01-01", Line("pan", "kitchen", 1, 100), Line("coupon", null, 1, -30), Line("rug", "home", 1, 50)),
            Returned("r", "2026-02-01", "p", Line("pan", null, 1, 100))];

        Assert.Equal([0, 20], new[] { "kitchen", "home" }.Select(category => Of(MeasureKind.PurchasesNet, category, facts)));
    }

    [Fact]
    public void An_order_whose_coupon_pays_for_all_of_it_is_none()
    {
        Assert.Equal(0, Metric(MeasureKind.Purchases, Aggregate.Count).Value(
            "2026-03-31", Bought("p", "2026-01-01", Line("pan", null, 1, 30), Line("coupon", null, 1, -30))));
        Assert.Equal(1, Metric(MeasureKind.Purchases, Aggregate.Count).Value(
            "2026-03-31", Bought("p", "2026-01-01", Line("pan", null, 1, 30), Line("coupon", null, 1, -29.99m))));
    }
}
