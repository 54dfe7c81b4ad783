using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using static CustomerTiering.Rules.Tests.Evaluation.Measuring;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Facts.Tables;

/// <summary>What a return takes off, and where: the table of the facts guide, row by row.</summary>
public class ReturnLedgerTests
{
    private const string Today = "2026-03-31";

    private static readonly Purchase Basket =
        Bought("p", "2026-01-10", Line("tea", "food", 2, 10, 4), Line("tea", "gift", 1, 20, 5), Line("cup", "ware", 1, 30, 10));

    private static decimal? Net(string? category, params Fact[] facts) => Sum(MeasureKind.PurchasesNet, category, facts);

    private static decimal? Units(string? category, params Fact[] facts) => Sum(MeasureKind.PurchasesUnits, category, facts);

    private static decimal? Orders(params Fact[] facts) => Metric(MeasureKind.Purchases, Aggregate.Count).Value(Today, facts);

    private static decimal? Returned(params Fact[] facts) => Sum(MeasureKind.Returns, null, facts);

    private static decimal? Sum(MeasureKind kind, string? category, Fact[] facts) =>
        Metric(kind, Aggregate.Sum, where: category is null ? [] : [Where(FactField.Category, category)]).Value(Today, facts);

    [Fact]
    public void Lines_come_off_the_lines_of_their_product_in_order_each_at_most_what_is_left_of_it()
    {
        Fact[] facts = [Basket, Sample.Returned("r", "2026-02-01", "p", Line("tea", "x", 3, 12))];

        // Of the gift's line 4 are kept, without goods: it is no order of its own any more.
        Assert.Equal([0, 0, 30, 34], new[] { "food", "gift", "ware", null }.Select(category => Net(category, facts)));
        Assert.Equal([0, 0, 1], new[] { "food", "gift", "ware" }.Select(category => Units(category, facts)));
        Assert.Equal(0 + 4 + 20, Sum(MeasureKind.PurchasesMargin, null, facts));
    }

    [Fact]
    public void What_the_lines_are_over_in_amount_comes_off_all_that_is_left()
    {
        Fact[] facts = [Basket, Sample.Returned("r", "2026-02-01", "p", Line("tea", null, 3, 13.5m))];

        Assert.Equal(29.5m, Net("ware", facts));
        Assert.Equal(29.5m, Net(null, facts));
    }

    [Fact]
    public void All_lines_look_for_their_product_before_what_they_are_over_is_spread()
    {
        // The tea is 0.50 over; it comes off the 20 of the cup that are left once the cup's own line is taken.
        Fact[] facts = [Basket, Sample.Returned("r", "2026-02-01", "p", Line("tea", null, 3, 13.5m), Line("cup", null, 0.5m, 20))];

        Assert.Equal(19.5m, Net("ware", facts));
        Assert.Equal(0.5m, Units("ware", facts));
    }

    [Fact]
    public void A_line_without_product_comes_off_as_an_amount_alone()
    {
        Fact[] facts = [Basket, Sample.Returned("r", "2026-02-01", "p", Line(null, null, 1, 7))];

        Assert.Equal([18, 18, 27], new[] { "food", "gift", "ware" }.Select(category => Net(category, facts)));
        Assert.Equal(4, Units(null, facts));
    }

    [Fact]
    public void Lines_come_off_a_purchase_without_lines_as_an_amount_alone() =>
        Assert.Equal(60, Net(null, Bought("p", "2026-01-10", 100), Sample.Returned("r", "2026-02-01", "p", Line("tea", null, 4, 10))));

    [Fact]
    public void An_amount_alone_comes_off_all_lines_in_proportion_and_the_last_takes_the_rest()
    {
        Fact[] facts =
        [
            Bought("p", "2026-01-10", Line("a", "1", 1, 10), Line("b", "2", 1, 10), Line("c", "3", 1, 10)),
            Sample.Returned("r", "2026-02-01", 10, "p"),
        ];

        Assert.Equal([6.666667m, 6.666667m, 6.666667m, 20m], new[] { "1", "2", "3", null }.Select(category => Net(category, facts)));
        Assert.Equal(3, Units(null, facts));
        // Two thirds twice, and 0 for what is left: a billionth more would have been lost.
        Assert.Equal(0, Net("3", [.. facts, Sample.Returned("s", "2026-02-02", 20, "p")]));
    }

    [Fact]
    public void The_last_line_with_something_left_takes_the_rest()
    {
        Fact[] facts =
        [
            Bought("p", "2026-01-10", Line("a", "1", 0.001m, 0.000001m), Line("b", "2", 0.002m, 0.000001m), Line("c", "3", 1, 5)),
            Sample.Returned("r", "2026-02-01", "p", Line("c", null, 1, 5)), Sample.Returned("s", "2026-02-02", 0.000000001m, "p"),
        ];

        Assert.Equal(0, Orders([.. facts, Sample.Returned("t", "2026-02-03", 0.000000002m, "p")]));
        Assert.Equal(1, Orders(facts));
    }

    [Theory]
    [InlineData("tea", 9, 11, 6, 5)] // one of q's at 9, one of p's at 9
    [InlineData("tea", 12, 8, 5, 5)] // q's is worth 10: what is over takes nothing off
    public void Lines_without_purchase_come_off_the_latest_that_have_the_product_left_at_the_returns_price(
        string product, decimal price, decimal p, decimal q, decimal s)
    {
        Fact[] facts =
        [
            Bought("p", "2026-01-01", Line("tea", "p", 2, 10)), Bought("q", "2026-01-02", Line("tea", "q", 1, 10), Line("cup", "q", 1, 5)),
            Bought("s", "2026-01-03", Line("cup", "s", 1, 5)), Sample.Returned("r", "2026-01-04", null, Line(product, null, 2, price)),
            Bought("later", "2026-01-05", Line("tea", "later", 5, 10)),
        ];

        Assert.Equal([p, q, s, 50], new[] { "p", "q", "s", "later" }.Select(category => Net(category, facts)));
        Assert.Equal([1, 1, 1, 5], new[] { "p", "q", "s", "later" }.Select(category => Units(category, facts)));
    }

    [Fact]
    public void Lines_that_no_purchase_has_left_take_nothing_off_and_count_as_returned()
    {
        Fact[] facts = [Bought("p", "2026-01-01", Line("tea", null, 1, 10)),
            Sample.Returned("r", "2026-01-04", null, Line("tea", null, 3, 10), Line("pot", null, 1, 7))];

        Assert.Equal(0, Net(null, facts));
        Assert.Equal(37, Returned(facts));
    }

    [Theory]
    [InlineData(40.00, 100, 0, 30)] // b, the latest of which 40 are left
    [InlineData(40.01, 59.99, 40, 30)] // a
    [InlineData(100.00, 0, 40, 30)] // a
    [InlineData(100.01, 69.99, 0, 0)] // none has as much: c, then b, then a
    [InlineData(170.00, 0, 0, 0)]
    [InlineData(999.00, 0, 0, 0)]
    public void An_amount_without_purchase_comes_off_the_latest_that_has_as_much_left_else_off_all_from_the_latest_on(
        decimal amount, decimal a, decimal b, decimal c)
    {
        Fact[] facts =
        [
            Bought("a", "2026-01-01", 100, channel: "a"), Bought("b", "2026-01-02", 40, channel: "b"), Bought("c", "2026-01-03", 30, channel: "c"),
            Sample.Returned("r", "2026-01-04", amount), Bought("later", "2026-01-05", 999, channel: "later"),
        ];

        Assert.Equal(
            [a, b, c, 999], new[] { "a", "b", "c", "later" }.Select(
                channel => Metric(MeasureKind.PurchasesNet, Aggregate.Sum, where: [Where(FactField.Channel, channel)]).Value(Today, facts)));
        Assert.Equal(amount, Returned(facts));
    }

    [Fact]
    public void A_purchase_at_the_instant_of_a_return_comes_before_it()
    {
        Assert.Equal(60, Net(null, Sample.Returned("r", "2026-01-10T12:00:00Z", 40), Bought("p", "2026-01-10T12:00:00Z", 100)));
        Assert.Equal(100, Net(null, Sample.Returned("r", "2026-01-10T11:59:59Z", 40), Bought("p", "2026-01-10T12:00:00Z", 100)));
    }

    [Fact]
    public void A_return_without_purchase_looks_among_those_in_its_currency_alone() =>
        Assert.Equal(
            60, Net(null, Bought("p", "2026-01-10", 100), Bought("q", "2026-01-11", 500, currency: "EUR"), Sample.Returned("r", "2026-02-01", 40)));

    [Fact]
    public void Returns_that_name_their_purchase_come_first_and_the_others_give_way()
    {
        Fact[] facts = [Bought("a", "2026-01-01", 200, channel: "a"), Bought("b", "2026-01-02", 100, channel: "b"),
            Sample.Returned("r", "2026-01-03", 100), Sample.Returned("s", "2026-02-01", 100, "b")];
        var ofA = Metric(MeasureKind.PurchasesNet, Aggregate.Sum, where: [Where(FactField.Channel, "a")]);

        Assert.Equal(200, ofA.Value("2026-01-31", facts));
        Assert.Equal(100, ofA.Value("2026-02-01", facts));
    }

    [Fact]
    public void With_the_last_of_the_amount_the_goods_are_gone_too()
    {
        Assert.Equal(
            (1, 3), (Orders(Basket, Sample.Returned("r", "2026-02-01", 69.99m, "p")),
                Units(null, Basket, Sample.Returned("r", "2026-02-01", "p", Line("cup", null, 1, 69.99m)))));
        Assert.Equal(
            (0, 0), (Orders(Basket, Sample.Returned("r", "2026-02-01", 70, "p")), Units(null, Basket, Sample.Returned("r", "2026-02-01", 70, "p"))));
    }

    [Fact]
    public void What_was_given_back_whole_is_worth_nothing_on_every_day_from_its_return_on()
    {
        Fact[] facts = [Basket, Sample.Returned("r", "2026-02-01", 30, "p"), Sample.Returned("s", "2026-02-02", 40, "p")];
        var (month, net) = (Metric(MeasureKind.PurchasesNet, Aggregate.Sum, Rolling("P1M")), Metric(MeasureKind.PurchasesNet, Aggregate.Sum));

        Assert.Equal([70, 40, 0], new[] { "2026-01-31", "2026-02-01", "2026-02-02" }.Select(day => net.Value(day, facts)));
        // The purchase has left the month, and its returns with it.
        Assert.Equal(0, month.Value("2026-02-10", facts));
    }

    [Fact]
    public void A_cancelled_purchase_takes_the_returns_of_it_along_and_the_others_are_taken_off_anew()
    {
        Fact[] facts =
        [
            Bought("a", "2026-01-01", 100), Bought("b", "2026-01-02", 100), Sample.Returned("r", "2026-01-03", 30, "b"),
            Sample.Returned("s", "2026-01-04", 20),
            Cancelled("x", "2026-02-01", "b"),
        ];

        Assert.Equal(
            (150, 50), (Metric(MeasureKind.PurchasesNet, Aggregate.Sum).Value("2026-01-31", facts),
                Metric(MeasureKind.Returns, Aggregate.Sum).Value("2026-01-31", facts)));
        Assert.Equal((80, 20), (Net(null, facts), Returned(facts)));
    }

    [Fact]
    public void A_reinstated_purchase_stands_again_with_its_returns()
    {
        Fact[] facts =
        [
            Bought("b", "2026-01-02", 100), Sample.Returned("r", "2026-01-03", 30, "b"), Cancelled("x", "2026-02-01", "b"),
            Reinstated("y", "2026-03-01", "b"),
            Cancelled("z", "2026-03-31", "b"),
        ];
        var net = Metric(MeasureKind.PurchasesNet, Aggregate.Sum);

        Assert.Equal([70, 0, 0, 70, 70, 0], new[] { "2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01", "2026-03-30", "2026-03-31" }.Select(
            day => net.Value(day, facts)));
    }

    [Fact]
    public void An_allowance_takes_amounts_alone()
    {
        Fact[] facts = [Basket, Allowed("r", "2026-02-01", 70, "p")];

        Assert.Equal((0, 1, 4), (Net(null, facts), Orders(facts), Units(null, facts)));
        Assert.Equal(70, Returned(facts));
    }

    [Fact]
    public void A_return_that_takes_the_last_of_the_amount_ends_the_order_though_an_allowance_came_before_it()
    {
        Assert.Equal((0, 0), (Orders(Basket, Allowed("r", "2026-02-01", 69, "p"), Sample.Returned("s", "2026-02-02", 1, "p")),
            Units(null, Basket, Allowed("r", "2026-02-01", 69, "p"), Sample.Returned("s", "2026-02-02", 1, "p"))));
        Assert.Equal(1, Orders(Basket, Sample.Returned("s", "2026-02-01", 1, "p"), Allowed("r", "2026-02-02", 69, "p")));
    }

    [Fact]
    public void A_purchase_corrected_to_less_than_was_returned_of_it_is_worth_nothing()
    {
        Fact[] facts = [
            Bought("p", "2026-01-01", 100), Sample.Returned("r", "2026-02-01", 60, "p"), Corrected("k", "2026-03-01", Bought("p", "2026-01-01", 50))];

        Assert.Equal((0, 0), (Net(null, facts), Orders(facts)));
    }
}
