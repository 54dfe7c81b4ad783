using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;
using static CustomerTiering.Rules.Tests.Evaluation.Measuring;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Evaluation;

/// <summary>
/// Amounts without a rate count nowhere and are named; the orders themselves and their units count. In CNY, with dollars at 7 from 1 February on.
/// </summary>
public class UncountedAmountTests
{
    private static readonly ExchangeRate[] Rates = [new("USD", Day("2026-02-01"), 7m)];

    private static readonly Fact[] Two =
    [
        Bought("own", "2026-01-01", Line("tea", "food", 2, 10, 4)),
        new Purchase("usd", At("2026-01-31"), null, "USD", 30, [Line("cup", "ware", 3, 10, 1)]),
    ];

    private static MetricValues Of(Metric metric, params Fact[] facts) =>
        new MetricEvaluator([metric], "CNY", ZoneRules.Utc, Rates).Evaluate(KnownFacts.OfOwn(CustomerFacts.Fold("anna", facts)), Day("2026-03-31"));

    private static void Is(decimal? value, UncountedAmount? uncounted, Metric metric, params Fact[] facts)
    {
        var values = Of(metric, facts);
        Assert.Equal((value, uncounted), (values.Values.Single(), values.Uncounted.SingleOrDefault()));
        Assert.Equal(uncounted is null ? 0 : 1, values.UncountedMetrics.Length);
    }

    [Theory]
    [InlineData(Aggregate.Sum)]
    [InlineData(Aggregate.Mean)]
    [InlineData(Aggregate.Min)]
    [InlineData(Aggregate.Max)]
    [InlineData(Aggregate.Last)]
    public void What_was_paid_counts_without_it_and_so_does_the_divisor(Aggregate aggregate)
    {
        Is(20, new("USD", 1, 30), Metric(MeasureKind.PurchasesNet, aggregate), Two);
        Is(20, new("USD", 1, 30), Metric(MeasureKind.PurchasesGross, aggregate), Two);
    }

    [Theory]
    [InlineData(Aggregate.Sum)]
    [InlineData(Aggregate.Mean)]
    public void A_margin_is_without_it(Aggregate aggregate) => Is(12, new("USD", 1, 30), Metric(MeasureKind.PurchasesMargin, aggregate), Two);

    [Fact]
    public void The_order_itself_its_day_its_goods_and_its_products_count_and_nothing_is_left_out()
    {
        Is(2, null, Metric(MeasureKind.Purchases, Aggregate.Count), Two);
        Is(59, null, Metric(MeasureKind.Purchases, Aggregate.DaysSinceLast), Two);
        Is(2, null, Metric(MeasureKind.Purchases, Aggregate.Distinct), Two);
        Is(5, null, Metric(MeasureKind.PurchasesUnits, Aggregate.Sum), Two);
        Is(2, null, Metric(MeasureKind.PurchasesGross, Aggregate.Count), Two);
    }

    [Fact]
    public void An_order_without_a_rate_is_not_above_any_amount_and_is_named()
    {
        foreach (var (kind, value) in new[]
            { (MeasureKind.Purchases, 1m), (MeasureKind.PurchasesUnits, 2m), (MeasureKind.PurchasesGross, 20m), (MeasureKind.PurchasesMargin, 12m) })
            Is(value, new("USD", 1, 30), Metric(kind, kind == MeasureKind.Purchases ? Aggregate.Count : Aggregate.Sum, netAtLeast: 0), Two);
    }

    [Fact]
    public void A_rate_holds_from_its_day_on()
    {
        Is(7, null, Metric(MeasureKind.PurchasesNet, Aggregate.Sum), Bought("p", "2026-02-01", 1, currency: "USD"));
        Is(0, new("USD", 1, 1), Metric(MeasureKind.PurchasesNet, Aggregate.Sum), Bought("p", "2026-01-31T23:59:59Z", 1, currency: "USD"));
    }

    [Fact]
    public void What_was_given_back_is_no_longer_named_but_for_gross()
    {
        Fact bought = Bought("p", "2026-01-31", 100, currency: "USD");
        Is(0, new("USD", 1, 40), Metric(MeasureKind.PurchasesNet, Aggregate.Sum), bought, Returned("r", "2026-03-01", 60, "p", "USD"));
        Is(0, null, Metric(MeasureKind.PurchasesNet, Aggregate.Sum), bought, Returned("r", "2026-03-01", 100, "p", "USD"));
        Is(0, new("USD", 1, 100), Metric(MeasureKind.PurchasesGross, Aggregate.Sum), bought, Returned("r", "2026-03-01", 100, "p", "USD"));
        Is(0, null, Metric(MeasureKind.PurchasesGross, Aggregate.Sum), bought, Cancelled("x", "2026-03-01", "p"));
    }

    [Fact]
    public void Of_a_return_without_a_rate_the_count_and_days_count()
    {
        Fact[] facts = [Bought("p", "2026-01-31", 100, currency: "USD"), Returned("r", "2026-03-01", 60, "p", "USD")];
        Is(0, new("USD", 1, 60), Metric(MeasureKind.Returns, Aggregate.Sum), facts);
        Is(1, null, Metric(MeasureKind.Returns, Aggregate.Count), facts);
        Is(30, null, Metric(MeasureKind.Returns, Aggregate.DaysSinceLast), facts);
    }

    [Fact]
    public void What_takes_nothing_off_is_converted_at_its_own_day()
    {
        Is(70, null, Metric(MeasureKind.Returns, Aggregate.Sum), Returned("r", "2026-02-01", 10, null, "USD"));
        Is(0, new("USD", 1, 10), Metric(MeasureKind.Returns, Aggregate.Sum), Returned("r", "2026-01-31", 10, null, "USD"));
    }

    [Fact]
    public void Currencies_are_named_one_by_one_in_code_point_order_and_each_fact_once()
    {
        var evaluator = new MetricEvaluator(
            [Metric(MeasureKind.PurchasesNet, Aggregate.Sum), Metric(MeasureKind.PurchasesNet, Aggregate.Max) with { Name = "max" },
                Metric(MeasureKind.Purchases, Aggregate.Count) with { Name = "n" }],
            "CNY", ZoneRules.Utc);
        var values = evaluator.Evaluate(
            KnownFacts.OfOwn(
                CustomerFacts.Fold("anna", [Bought("a", "2026-01-01", 1, currency: "USD"), Bought("b", "2026-01-01", 2, currency: "EUR"),
                    Bought("c", "2026-01-02", 4, currency: "USD")])),
            Day("2026-03-31"));

        Assert.Equal([new("EUR", 1, 2), new("USD", 2, 5)], values.Uncounted);
        Assert.Equal<IEnumerable<int>>([0, 1], values.UncountedMetrics);
    }

    [Fact]
    public void What_lies_outside_the_window_is_not_named() =>
        Is(0, null, Metric(MeasureKind.PurchasesNet, Aggregate.Sum, Rolling("P2M")), Bought("p", "2026-01-31", 1, currency: "USD"));
}
