using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using static CustomerTiering.Rules.Tests.Evaluation.Measuring;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Evaluation;

public class PurchaseMeasureTests
{
    private const string Today = "2026-03-31";

    [Fact]
    public void Purchases_are_counted_one_each()
    {
        Fact[] facts = [Bought("a", "2026-01-31", 10), Bought("b", "2026-01-31", 20), Bought("c", "2026-03-01", 30)];
        Assert.Equal(3, Metric(MeasureKind.Purchases, Aggregate.Count).Value(Today, facts));
        Assert.Equal(2, Metric(MeasureKind.Purchases, Aggregate.ActiveMonths).Value(Today, facts));
        Assert.Equal(30, Metric(MeasureKind.Purchases, Aggregate.DaysSinceLast).Value(Today, facts));
        Assert.Equal(59, Metric(MeasureKind.Purchases, Aggregate.DaysSinceFirst).Value(Today, facts));
        Assert.Equal(0, Metric(MeasureKind.Purchases, Aggregate.DaysSinceLast).Value("2026-03-01", facts));
    }

    [Fact]
    public void Gross_is_the_amount_of_each_purchase()
    {
        Fact[] facts = [Bought("b", "2026-02-01", 20), Bought("a", "2026-02-01", 5), Bought("c", "2026-01-01", 36)];
        Assert.Equal(61, Metric(MeasureKind.PurchasesGross, Aggregate.Sum).Value(Today, facts));
        Assert.Equal(20.333333m, Metric(MeasureKind.PurchasesGross, Aggregate.Mean).Value(Today, facts));
        Assert.Equal(5, Metric(MeasureKind.PurchasesGross, Aggregate.Min).Value(Today, facts));
        Assert.Equal(36, Metric(MeasureKind.PurchasesGross, Aggregate.Max).Value(Today, facts));
        Assert.Equal(5, Metric(MeasureKind.PurchasesGross, Aggregate.Last).Value(Today, facts));
    }

    [Fact]
    public void Of_two_at_one_instant_the_one_recorded_later_is_the_last_whatever_its_id()
    {
        var last = Metric(MeasureKind.PurchasesGross, Aggregate.Last);
        Fact first = Bought("b", "2026-02-01", 1) with { Recorded = 7 }, second = Bought("a", "2026-02-01", 2) with { Recorded = 8 };
        Assert.Equal(2, last.Value(Today, first, second));
        Assert.Equal(2, last.Value(Today, second, first));
    }

    [Fact]
    public void Net_is_what_is_left_of_the_purchases_of_the_window_and_never_negative()
    {
        Fact[] facts =
            [Bought("a", "2026-01-01", 100), Bought("b", "2026-03-01", 40), Returned("r", "2026-03-10", 70, of: "a"), Returned("s", "2026-03-11", 5)];
        Assert.Equal(65, Metric(MeasureKind.PurchasesNet, Aggregate.Sum).Value(Today, facts));
        Assert.Equal(32.5m, Metric(MeasureKind.PurchasesNet, Aggregate.Mean).Value(Today, facts));
        Assert.Equal(35, Metric(MeasureKind.PurchasesNet, Aggregate.Sum, Rolling("P1M")).Value(Today, facts));
        Assert.Equal(140, Metric(MeasureKind.PurchasesNet, Aggregate.Sum).Value("2026-03-09", facts));
        Assert.Equal(0, Metric(MeasureKind.PurchasesNet, Aggregate.Sum).Value(Today, Returned("s", "2026-03-11", 5)));
        Assert.Null(Metric(MeasureKind.PurchasesNet, Aggregate.Mean).Value(Today, Returned("s", "2026-03-11", 5)));
    }

    [Fact]
    public void Margin_is_of_lines_with_a_cost_alone()
    {
        Fact[] facts =
        [
            Bought("a", "2026-01-01", Line("tea", "food", 3, 10, 4), Line("cup", "home", 1, 8)),
            Bought("b", "2026-01-02", 500), Bought("c", "2026-01-03", Line("pot", "home", 1, 20, 25)),
        ];
        Assert.Equal(13, Metric(MeasureKind.PurchasesMargin, Aggregate.Sum).Value(Today, facts));
        Assert.Equal(6.5m, Metric(MeasureKind.PurchasesMargin, Aggregate.Mean).Value(Today, facts));
        Assert.Null(Metric(MeasureKind.PurchasesMargin, Aggregate.Mean).Value(Today, Bought("b", "2026-01-02", 500)));
    }

    [Fact]
    public void A_returned_line_is_taken_off_the_purchases_first_line_of_that_product_at_its_cost_and_is_a_return_of_its_own_category()
    {
        Fact[] facts =
        [
            Bought("a", "2026-01-01", Line("tea", "food", 3, 10, 4), Line("tea", "gift", 1, 10, 1)),
            Returned("r", "2026-01-05", "a", Line("tea", "wrong", 1, 10, 9)),
        ];
        Assert.Equal(18 + 9 - 6, Metric(MeasureKind.PurchasesMargin, Aggregate.Sum).Value(Today, facts));
        Assert.Equal(20, Metric(MeasureKind.PurchasesNet, Aggregate.Sum, where: [Where(FactField.Category, "food")]).Value(Today, facts));
        Assert.Equal(10, Metric(MeasureKind.PurchasesNet, Aggregate.Sum, where: [Where(FactField.Category, "gift")]).Value(Today, facts));
        Assert.Equal(1, Metric(MeasureKind.Returns, Aggregate.Count, where: [Where(FactField.Category, "wrong")]).Value(Today, facts));
        Assert.Equal(0, Metric(MeasureKind.Returns, Aggregate.Count, where: [Where(FactField.Category, "food")]).Value(Today, facts));
    }

    [Fact]
    public void A_returned_line_that_names_no_purchase_is_taken_off_the_latest_with_its_product_and_is_a_return_of_its_own_category()
    {
        Fact[] facts = [Bought("a", "2026-01-01", Line("tea", "food", 3, 10, 4)), Returned("r", "2026-01-05", null, Line("tea", "gift", 1, 10, 9))];
        Assert.Equal(12, Metric(MeasureKind.PurchasesMargin, Aggregate.Sum).Value(Today, facts));
        Assert.Equal(10, Metric(MeasureKind.Returns, Aggregate.Sum, where: [Where(FactField.Category, "gift")]).Value(Today, facts));
    }

    [Fact]
    public void A_return_by_amount_alone_is_taken_off_the_lines_and_leaves_the_goods()
    {
        Fact[] facts = [Bought("a", "2026-01-01", Line("tea", "food", 3, 10, 4)), Returned("r", "2026-01-05", 10, of: "a")];
        Assert.Equal(8, Metric(MeasureKind.PurchasesMargin, Aggregate.Sum).Value(Today, facts));
        Assert.Equal(3, Metric(MeasureKind.PurchasesUnits, Aggregate.Sum).Value(Today, facts));
        Assert.Equal(20, Metric(MeasureKind.PurchasesNet, Aggregate.Sum, where: [Where(FactField.Category, "food")]).Value(Today, facts));
        Assert.Equal(20, Metric(MeasureKind.PurchasesNet, Aggregate.Sum).Value(Today, facts));
    }

    [Fact]
    public void Units_are_quantities_less_those_returned()
    {
        Fact[] facts = [Bought("a", "2026-01-01", Line("tea", null, 2.125m, 10), Line("cup", null, 1, 8)), Bought("b", "2026-01-01", 5),
            Returned("r", "2026-02-01", "a", Line("cup", null, 1, 8))];
        Assert.Equal(2.125m, Metric(MeasureKind.PurchasesUnits, Aggregate.Sum).Value(Today, facts));
        Assert.Equal(1.0625m, Metric(MeasureKind.PurchasesUnits, Aggregate.Mean).Value(Today, facts));
    }

    [Fact]
    public void A_purchase_counts_with_its_matching_lines_only()
    {
        Fact[] facts = [Bought("a", "2026-01-01", Line("tea", "food", 1, 10, 4), Line("cup", "home", 1, 8, 1)),
            Bought("b", "2026-01-02", Line("pot", "home", 1, 20)), Bought("c", "2026-01-03", 99)];
        FieldCondition[] home = [Where(FactField.Category, "home")];
        Assert.Equal(2, Metric(MeasureKind.Purchases, Aggregate.Count, where: home).Value(Today, facts));
        Assert.Equal(28, Metric(MeasureKind.PurchasesGross, Aggregate.Sum, where: home).Value(Today, facts));
        Assert.Equal(20, Metric(MeasureKind.PurchasesGross, Aggregate.Max, where: home).Value(Today, facts));
        Assert.Equal(7, Metric(MeasureKind.PurchasesMargin, Aggregate.Mean, where: home).Value(Today, facts));
        Assert.Equal(0, Metric(MeasureKind.Purchases, Aggregate.Count, where: [.. home, Where(FactField.Product, "tea")]).Value(Today, facts));
        Assert.Equal(2, Metric(MeasureKind.Purchases, Aggregate.Count, where: [Where(FactField.Product, "tea", "pot")]).Value(Today, facts));
        Assert.Equal(2, Metric(MeasureKind.Purchases, Aggregate.Distinct, of: FactField.Product, where: home).Value(Today, facts));
    }

    [Fact]
    public void Distinct_counts_categories_unless_told_otherwise_and_absent_ones_not_at_all()
    {
        Fact[] facts =
        [
            Bought("a", "2026-01-01", Line("tea", "food", 1, 1), Line("rice", "food", 1, 1), Line("pen", null, 1, 1)),
            Bought("b", "2026-01-02", 9, channel: "web"), Bought("c", "2026-01-02", 9, channel: "shop"), Bought("d", "2026-01-02", 9, channel: "web"),
        ];
        Assert.Equal(1, Metric(MeasureKind.Purchases, Aggregate.Distinct).Value(Today, facts));
        Assert.Equal(3, Metric(MeasureKind.Purchases, Aggregate.Distinct, of: FactField.Product).Value(Today, facts));
        Assert.Equal(2, Metric(MeasureKind.Purchases, Aggregate.Distinct, of: FactField.Channel).Value(Today, facts));
        Assert.Equal(18, Metric(MeasureKind.PurchasesGross, Aggregate.Sum, where: [Where(FactField.Channel, "web")]).Value(Today, facts));
    }

    [Fact]
    public void From_the_day_of_its_cancellation_a_purchase_and_its_returns_were_never_made()
    {
        Fact[] facts = [Bought("a", "2026-01-01", 100), Bought("b", "2026-01-02", 7), Returned("r", "2026-02-01", 30, of: "a"),
            Cancelled("x", "2026-03-01T08:00:00Z", "a")];
        Assert.Equal(2, Metric(MeasureKind.Purchases, Aggregate.Count).Value("2026-02-28", facts));
        Assert.Equal(77, Metric(MeasureKind.PurchasesNet, Aggregate.Sum).Value("2026-02-28", facts));
        Assert.Equal(1, Metric(MeasureKind.Purchases, Aggregate.Count).Value("2026-03-01", facts));
        Assert.Equal(7, Metric(MeasureKind.PurchasesNet, Aggregate.Sum).Value("2026-03-01", facts));
        Assert.Equal(0, Metric(MeasureKind.Returns, Aggregate.Count).Value("2026-03-01", facts));
    }

    [Fact]
    public void Returns_are_measured_on_their_own_days()
    {
        Fact[] facts = [Bought("a", "2026-01-01", 100), Returned("r", "2026-01-31", 30, of: "a"), Returned("s", "2026-02-01", 12)];
        Assert.Equal(42, Metric(MeasureKind.Returns, Aggregate.Sum).Value(Today, facts));
        Assert.Equal(2, Metric(MeasureKind.Returns, Aggregate.Count).Value(Today, facts));
        Assert.Equal(2, Metric(MeasureKind.Returns, Aggregate.ActiveMonths).Value(Today, facts));
        Assert.Equal(58, Metric(MeasureKind.Returns, Aggregate.DaysSinceLast).Value(Today, facts));
        Assert.Equal(59, Metric(MeasureKind.Returns, Aggregate.DaysSinceFirst).Value(Today, facts));
    }

    [Fact]
    public void A_correction_holds_instead_of_its_fact()
    {
        Fact[] facts = [Bought("a", "2026-01-01", 100), Corrected("k", "2026-02-01", Bought("a", "2026-01-01", 90)),
            Corrected("l", "2026-02-02", Bought("a", "2026-03-01", 80))];
        Assert.Equal(80, Metric(MeasureKind.PurchasesGross, Aggregate.Sum).Value(Today, facts));
        Assert.Equal(30, Metric(MeasureKind.Purchases, Aggregate.DaysSinceLast).Value(Today, facts));
    }
}
