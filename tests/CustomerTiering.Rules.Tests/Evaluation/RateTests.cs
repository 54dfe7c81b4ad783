using System.Globalization;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;
using static CustomerTiering.Rules.Tests.Evaluation.Measuring;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Evaluation;

/// <summary>Amounts in other currencies, in a document in CNY whose dollars are worth 7 until 30 June and 7.5 from 1 July.</summary>
public sealed class RateTests
{
    private static readonly ExchangeRate[] Rates =
        [new("USD", Day("2026-01-01"), 7m), new("USD", Day("2026-07-01"), 7.5m), new("JPY", Day("2026-01-01"), 0.05m)];

    private static readonly Metric Gross = Metric(MeasureKind.PurchasesGross, Aggregate.Sum);
    private static readonly Metric Net = Metric(MeasureKind.PurchasesNet, Aggregate.Sum);

    private static Purchase InDollars(string id, string at, params FactLine[] lines) =>
        new(id, At(at), null, "USD", lines.Sum(line => line.Quantity * line.UnitPrice), [.. lines]);

    private static Return DollarsBack(string id, string at, string of, params FactLine[] lines) =>
        new(id, At(at), null, of, "USD", lines.Sum(line => line.Quantity * line.UnitPrice), [.. lines]);

    private static decimal Plain(string number) => decimal.Parse(number, CultureInfo.InvariantCulture);

    private static MetricValues Result(Metric metric, string asOf, ZoneRules? zone, params Fact[] facts) =>
        new MetricEvaluator([metric], "CNY", zone ?? ZoneRules.Utc, Rates).Evaluate(KnownFacts.OfOwn(CustomerFacts.Fold("anna", facts)), Day(asOf));

    private static decimal? Value(Metric metric, params Fact[] facts)
    {
        var values = Result(metric, "2026-12-31", null, facts);
        Assert.Null(values.Error);
        return values.Values.Single();
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", 700)]
    [InlineData("2026-06-30T23:59:59Z", 700)]
    [InlineData("2026-07-01T00:00:00Z", 750)]
    public void An_amount_is_converted_at_the_rate_of_its_day(string at, int expected) =>
        Assert.Equal(expected, Value(Gross, Bought("p", at, 100m, currency: "USD")));

    [Fact]
    public void The_day_is_that_of_the_documents_zone() =>
        Assert.Equal(
            750m, Result(Gross, "2026-12-31", Zone("Asia/Shanghai"), Bought("p", "2026-06-30T16:00:00Z", 100m, currency: "USD")).Values.Single());

    [Fact]
    public void Before_the_first_rate_an_amount_counts_nowhere_and_is_named()
    {
        var values =
            Result(Gross, "2026-12-31", null, Bought("p", "2025-12-31", 100m, currency: "USD"), Bought("q", "2026-01-01", 1m, currency: "USD"));

        Assert.Equal(7m, values.Values.Single());
        Assert.Equal(new UncountedAmount("USD", 1, 100m), Assert.Single(values.Uncounted));
    }

    [Fact]
    public void An_amount_is_named_as_uncounted_from_its_day_on_until_it_is_cancelled()
    {
        Fact[] facts = [Bought("p", "2026-02-01", 1m, currency: "GBP"), Cancelled("x", "2026-02-03", "p")];

        Assert.Empty(Result(Gross, "2026-01-31", null, facts).Uncounted);
        Assert.Equal(new UncountedAmount("GBP", 1, 1m), Assert.Single(Result(Gross, "2026-02-02", null, facts).Uncounted));
        Assert.Empty(Result(Gross, "2026-02-03", null, facts).Uncounted);
    }

    [Theory]
    [InlineData("0.30", "0.02")] // 0.015
    [InlineData("0.50", "0.02")] // 0.025
    [InlineData("0.70", "0.04")] // 0.035
    [InlineData("0.51", "0.03")] // 0.0255
    public void A_line_is_rounded_half_even_to_two_decimals(string amount, string expected) =>
        Assert.Equal(Plain(expected), Value(Gross, Bought("p", "2026-02-01", Plain(amount), currency: "JPY")));

    [Fact]
    public void Each_line_is_rounded_by_itself_and_the_amount_is_their_sum()
    {
        var line = Line("tea", "food", 1, 0.3m);
        var purchase = new Purchase("p", At("2026-02-01"), null, "JPY", 0.9m, [line, line, line]);

        Assert.Equal(0.06m, Value(Gross, purchase));
    }

    [Fact]
    public void Amounts_in_the_documents_own_currency_stay_exact() =>
        Assert.Equal(7.001234m, Value(Gross, Bought("p", "2026-02-01", 1m, currency: "USD"), Bought("q", "2026-02-01", 0.001234m)));

    [Fact]
    public void A_return_is_converted_at_the_rate_of_the_purchase_that_it_is_taken_off_and_the_rest_at_that_of_its_own_day()
    {
        var returns = Metric(MeasureKind.Returns, Aggregate.Sum);
        Fact bought = Bought("p", "2026-06-30", 100m, currency: "USD");
        Assert.Equal(700m, Value(returns, bought, Returned("r", "2026-07-01", 100m, "p", "USD")));
        Assert.Equal(700m, Value(returns, bought, Returned("r", "2026-07-01", 100m, null, "USD")));
        Assert.Equal(775m, Value(returns, bought, Returned("r", "2026-07-01", 110m, null, "USD"))); // 10 take nothing off
        Assert.Equal(0m, Value(Net, bought, Returned("r", "2026-07-01", 110m, null, "USD")));
    }

    [Fact]
    public void A_full_return_nets_to_zero_however_it_is_split()
    {
        var bought = InDollars("p", "2026-07-02", Line("tea", "food", 3, 0.333m), Line("cup", "ware", 1, 0.01m));

        Assert.Equal(0m, Value(Net, bought, Returned("r", "2026-08-01", 1.009m, "p", "USD")));
        Assert.Equal(0m, Value(Net, bought,
            DollarsBack("r1", "2026-08-01", "p", Line("tea", "food", 1, 0.333m)),
            DollarsBack("r2", "2026-08-02", "p", Line("tea", "food", 1, 0.333m)),
            DollarsBack("r3", "2026-08-03", "p", Line("tea", "food", 1, 0.333m), Line("cup", "ware", 1, 0.01m))));
    }

    [Fact]
    public void No_more_comes_back_than_was_counted()
    {
        Fact[] pennies = [.. Enumerable.Range(1, 9).Select(i => Returned($"r{i}", $"2026-03-0{i}", 0.1m, "p", "JPY"))];
        Assert.Equal(0.05m, Value(Gross, Bought("p", "2026-02-01", 1m, currency: "JPY")));
        Assert.Equal(0.05m, Value(Net, [Bought("p", "2026-02-01", 1m, currency: "JPY"), .. pennies])); // each 0.005, to 0.00
        Assert.Equal(0m, Value(Net, [Bought("p", "2026-02-01", 1m, currency: "JPY"), .. pennies, Returned("z", "2026-04-01", 0.1m, "p", "JPY")]));
        Assert.Equal(0m, Value(Net, Bought("p", "2026-02-01", 0.5m, currency: "JPY"), // 0.02
            Returned("r1", "2026-03-01", 0.15m, "p", "JPY"), Returned("r2", "2026-03-02", 0.3m, "p", "JPY"),
                Returned("r3", "2026-03-03", 0.05m, "p", "JPY")));
    }

    [Fact]
    public void A_margin_and_a_category_are_converted_by_line()
    {
        var bought = InDollars("p", "2026-02-01", Line("tea", "food", 2, 10m, 4m), Line("cup", "ware", 1, 5m));

        Assert.Equal(84m, Value(Metric(MeasureKind.PurchasesMargin, Aggregate.Sum), bought));
        Assert.Equal(140m, Value(Metric(MeasureKind.PurchasesGross, Aggregate.Sum, where: [Where(FactField.Category, "food")]), bought));
        Assert.Equal(3m, Value(Metric(MeasureKind.PurchasesUnits, Aggregate.Sum), bought));
    }

    [Fact]
    public void What_a_referred_customer_buys_is_converted_too()
    {
        var own = CustomerFacts.Fold("anna", [Referred("f", "2026-02-01", "bob")]);
        var bob = CustomerFacts.Fold("bob", [Bought("p", "2026-07-01", 10m, currency: "USD")]);
        var values = new MetricEvaluator([Metric(MeasureKind.ReferralsRevenue, Aggregate.Sum)], "CNY", ZoneRules.Utc, Rates)
            .Evaluate(new(own, new Dictionary<string, CustomerFacts> { ["bob"] = bob }), Day("2026-12-31"));

        Assert.Equal((75m, 1), (values.Values.Single(), Assert.Single(values.Rates)));
    }

    [Fact]
    public void The_rates_that_were_used_are_told()
    {
        Fact[] facts =
            [Bought("a", "2026-02-01", 1m), Bought("b", "2026-02-01", 1m, currency: "USD"), Bought("c", "2026-07-02", 1m, currency: "USD")];

        Assert.Equal<IEnumerable<int>>([0, 1], Result(Gross, "2026-07-02", null, facts).Rates);
        Assert.Equal<IEnumerable<int>>([0], Result(Gross, "2026-07-01", null, facts).Rates);
        Assert.Empty(Result(Gross, "2026-07-02", null, facts[..1]).Rates);
    }

    [Fact]
    public void The_largest_amount_at_the_largest_rate_is_still_exact() =>
        Assert.Equal(1_000_000_000_000_000_000_000m,
            new MetricEvaluator(
                [Metric(MeasureKind.PurchasesGross, Aggregate.Max)], "CNY", ZoneRules.Utc, [new("USD", Day("2026-01-01"), 1_000_000m)])
                .Evaluate(KnownFacts.OfOwn(CustomerFacts.Fold("anna", [Bought("p", "2026-02-01", 1_000_000_000_000_000m, currency: "USD")])),
                    Day("2026-12-31")).Values.Single());
}
