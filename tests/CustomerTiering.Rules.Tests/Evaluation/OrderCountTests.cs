using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using static CustomerTiering.Rules.Tests.Evaluation.Measuring;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Evaluation;

/// <summary>A purchase counts as an order while something of it is left.</summary>
public class OrderCountTests
{
    private const string Today = "2026-03-31";

    private static readonly Metric.Measured Count = Metric(MeasureKind.Purchases, Aggregate.Count);

    private static decimal? CountWith(decimal netAtLeast, params Fact[] facts) =>
        Metric(MeasureKind.Purchases, Aggregate.Count, netAtLeast: netAtLeast).Value(Today, facts);

    [Fact]
    public void An_order_counts_until_the_last_of_its_amount_is_given_back()
    {
        Assert.Equal(1, Count.Value(Today, Bought("p", "2026-01-01", 10), Returned("r", "2026-02-01", 9.99m, "p")));
        Assert.Equal(0, Count.Value(Today, Bought("p", "2026-01-01", 10), Returned("r", "2026-02-01", 10, "p")));
        Assert.Equal(1, Count.Value("2026-01-31", Bought("p", "2026-01-01", 10), Returned("r", "2026-02-01", 10, "p")));
    }

    [Fact]
    public void The_last_order_is_the_latest_of_which_something_is_left()
    {
        var recency = Metric(MeasureKind.Purchases, Aggregate.DaysSinceLast);
        Fact[] bought =
            [Bought("a", "2026-01-01", 10), Bought("b", "2026-02-01", 10), Bought("c", "2026-03-01", 10), Cancelled("x", "2026-03-02", "c")];
        Assert.Equal(58, recency.Value(Today, [.. bought, Returned("r", "2026-03-02", 9.99m, "b")]));
        Assert.Equal(89, recency.Value(Today, [.. bought, Returned("r", "2026-03-02", 10, "b")]));
        Assert.Null(recency.Value(Today, [.. bought, Returned("r", "2026-03-02", 10, "b"), Returned("s", "2026-03-02", 10, "a")]));
    }

    [Fact]
    public void An_order_of_nothing_is_none()
    {
        Assert.Equal(0, Count.Value(Today, Bought("p", "2026-01-01", 0)));
        Assert.Equal(0, Count.Value(Today, Bought("p", "2026-01-01", Line("tea", null, 0, 10))));
        Assert.Equal(0, Count.Value(Today, Bought("p", "2026-01-01", Line("sample", null, 1, 0))));
    }

    [Fact]
    public void An_order_counts_until_the_last_of_its_goods_is_given_back_whatever_was_paid_out()
    {
        var bought = Bought("p", "2026-01-01", Line("tea", null, 2, 10));
        Assert.Equal(1, Count.Value(Today, bought, Returned("r", "2026-02-01", "p", Line("tea", null, 1, 8))));
        Assert.Equal(0, Count.Value(Today, bought, Returned("r", "2026-02-01", "p", Line("tea", null, 2, 8))));
        // The 4 kept for it are money still: of net orders alone.
        Assert.Equal(
            0, Metric(MeasureKind.PurchasesNet, Aggregate.Sum).Value(Today, bought, Returned("r", "2026-02-01", "p", Line("tea", null, 2, 8))));
    }

    [Fact]
    public void An_order_paid_with_points_alone_counts_until_they_are_given_back()
    {
        Fact bought = Bought("p", "2026-01-01", 0) with { Redeemed = 50 };
        Assert.Equal(1, Count.Value(Today, bought));
        Assert.Equal(1, Count.Value(Today, bought, Returned("r", "2026-02-01", 0, "p") with { Redeemed = 49.99m }));
        Assert.Equal(0, Count.Value(Today, bought, Returned("r", "2026-02-01", 0, "p") with { Redeemed = 50 }));
        Assert.Equal(0, Count.Value(Today, bought, Returned("r", "2026-02-01", 0) with { Redeemed = 50 }));
    }

    [Fact]
    public void Points_given_back_without_a_purchase_come_off_those_that_the_return_takes_from_the_latest_first()
    {
        Fact[] facts =
            [Bought("a", "2026-01-01", 0) with { Redeemed = 5 }, Bought("b", "2026-01-02", 0) with { Redeemed = 5 }, Bought("c", "2026-01-03", 9)];
        Assert.Equal(2, Count.Value(Today, [.. facts, Returned("r", "2026-02-01", 0) with { Redeemed = 8 }])); // b's 5; the 3 over take nothing off
        Assert.Equal(3, Count.Value(Today, [.. facts, Returned("r", "2026-02-01", 1) with { Redeemed = 8 }])); // c has none to give back
    }

    [Fact]
    public void Of_an_order_given_back_whole_nothing_is_left_in_any_measure()
    {
        Fact[] facts =
        [
            Bought("p", "2026-01-01", Line("tea", "food", 2, 10, 4)) with { Channel = "web" },
            Bought("q", "2026-02-10", Line("cup", "ware", 1, 30, 10)) with { Channel = "shop" },
            Returned("r", "2026-02-20", 30, "q"),
        ];
        Assert.Equal((1, 1), (Count.Value(Today, facts), Metric(MeasureKind.Purchases, Aggregate.ActiveMonths).Value(Today, facts)));
        Assert.Equal(
            (89, 89), (Metric(MeasureKind.Purchases, Aggregate.DaysSinceLast).Value(Today, facts),
                Metric(MeasureKind.Purchases, Aggregate.DaysSinceFirst).Value(Today, facts)));
        Assert.Equal(
            (1, 1), (Metric(MeasureKind.Purchases, Aggregate.Distinct).Value(Today, facts),
                Metric(MeasureKind.Purchases, Aggregate.Distinct, of: FactField.Channel).Value(Today, facts)));
        Assert.Equal([20m, 20, 20, 20, 20], new[] { Aggregate.Sum, Aggregate.Mean, Aggregate.Min, Aggregate.Max, Aggregate.Last }.Select(
            aggregate => Metric(MeasureKind.PurchasesNet, aggregate).Value(Today, facts)));
        Assert.Equal(
            (12, 12), (Metric(MeasureKind.PurchasesMargin, Aggregate.Sum).Value(Today, facts),
                Metric(MeasureKind.PurchasesMargin, Aggregate.Mean).Value(Today, facts)));
        Assert.Equal(
            (2, 2), (Metric(MeasureKind.PurchasesUnits, Aggregate.Sum).Value(Today, facts),
                Metric(MeasureKind.PurchasesUnits, Aggregate.Mean).Value(Today, facts)));
    }

    [Fact]
    public void Gross_is_of_orders_given_back_too_and_not_of_cancelled_ones()
    {
        Fact[] facts = [Bought("p", "2026-01-01", 10), Bought("q", "2026-01-02", 30), Bought("c", "2026-01-03", 90),
            Returned("r", "2026-02-01", 30, "q"), Cancelled("x", "2026-02-02", "c")];
        Assert.Equal([40m, 20, 10, 30, 30, 2], new[] { Aggregate.Sum, Aggregate.Mean, Aggregate.Min, Aggregate.Max, Aggregate.Last, Aggregate.Count }
            .Select(aggregate => Metric(MeasureKind.PurchasesGross, aggregate).Value(Today, facts)));
    }

    [Fact]
    public void With_conditions_on_lines_an_order_counts_while_something_of_those_is_left()
    {
        FieldCondition[] food = [Where(FactField.Category, "food")];
        var bought = Bought("p", "2026-01-01", Line("tea", "food", 2, 10), Line("cup", "ware", 1, 5));
        var count = Metric(MeasureKind.Purchases, Aggregate.Count, where: food);
        Assert.Equal(1, count.Value(Today, bought, Returned("r", "2026-02-01", "p", Line("tea", null, 1, 10))));
        Assert.Equal(0, count.Value(Today, bought, Returned("r", "2026-02-01", "p", Line("tea", null, 2, 10))));
        Assert.Equal(1, Count.Value(Today, bought, Returned("r", "2026-02-01", "p", Line("tea", null, 2, 10))));
    }

    [Fact]
    public void Distinct_is_of_lines_that_by_themselves_would_count()
    {
        var distinct = Metric(MeasureKind.Purchases, Aggregate.Distinct);
        var bought = Bought("p", "2026-01-01", Line("tea", "food", 2, 10), Line("cup", "ware", 1, 5), Line("gift", "gifts", 1, 0));
        Assert.Equal(2, distinct.Value(Today, bought));
        Assert.Equal(1, distinct.Value(Today, bought, Returned("r", "2026-02-01", "p", Line("cup", null, 1, 5))));
        Assert.Equal(3, distinct.Value(Today, bought with { Redeemed = 1 }));
    }

    [Theory]
    [InlineData(9.99, 1)]
    [InlineData(10.00, 1)]
    [InlineData(10.01, 0)]
    public void Net_in_where_leaves_out_orders_of_which_less_is_left(decimal least, int orders) =>
        Assert.Equal(
            orders, CountWith(least, Bought("p", "2026-01-01", 15), Returned("r", "2026-02-01", 5, "p"), Bought("cent", "2026-01-02", 0.01m)));

    [Fact]
    public void Net_in_where_is_of_the_matching_lines_and_for_every_measure_of_purchases()
    {
        FieldCondition[] food = [Where(FactField.Category, "food")];
        Fact[] facts = [
            Bought("p", "2026-01-01", Line("tea", "food", 1, 10), Line("cup", "ware", 1, 90)), Bought("q", "2026-01-02", Line("tea", "food", 4, 10))];
        Assert.Equal([2, 1, 0], new[] { 10m, 10.01m, 40.01m }.Select(
            least => (int)Metric(MeasureKind.Purchases, Aggregate.Count, where: food, netAtLeast: least).Value(Today, facts)!));
        Assert.Equal((40, 40, 4), (
            Metric(MeasureKind.PurchasesNet, Aggregate.Sum, where: food, netAtLeast: 10.01m).Value(Today, facts),
            Metric(MeasureKind.PurchasesGross, Aggregate.Sum, where: food, netAtLeast: 10.01m).Value(Today, facts),
            Metric(MeasureKind.PurchasesUnits, Aggregate.Sum, where: food, netAtLeast: 10.01m).Value(Today, facts)));
    }

    [Fact]
    public void A_mean_divides_what_is_left_by_the_orders_that_count()
    {
        // Of b the goods are back, and 2 of its margin are kept: it adds them without being an order.
        Fact[] facts = [Bought("a", "2026-01-01", Line("tea", null, 1, 10, 4)), Bought("b", "2026-01-02", Line("cup", null, 1, 10, 4)),
            Returned("r", "2026-02-01", "b", Line("cup", null, 1, 8))];
        Assert.Equal(
            (8, 8), (Metric(MeasureKind.PurchasesMargin, Aggregate.Sum).Value(Today, facts),
                Metric(MeasureKind.PurchasesMargin, Aggregate.Mean).Value(Today, facts)));
        Assert.Null(Metric(MeasureKind.PurchasesMargin, Aggregate.Mean, atLeast: 2).Value(Today, facts));
    }

    [Fact]
    public void A_purchase_without_lines_is_an_order_of_no_units() =>
        Assert.Equal(1, Metric(MeasureKind.PurchasesUnits, Aggregate.Mean).Value(
            Today, Bought("a", "2026-01-01", Line("tea", null, 2, 10)), Bought("b", "2026-01-02", 10)));
}
