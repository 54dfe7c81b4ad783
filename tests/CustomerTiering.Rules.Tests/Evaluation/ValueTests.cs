using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;
using static CustomerTiering.Rules.Tests.Evaluation.Measuring;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Evaluation;

public class ValueTests
{
    private const string Today = "2026-03-31";

    [Theory]
    [InlineData("0.0000005", "0")]
    [InlineData("0.0000015", "0.000002")]
    [InlineData("0.0000025", "0.000002")]
    [InlineData("0.000002501", "0.000003")]
    [InlineData("0.000000499", "0")]
    public void A_value_is_rounded_half_even_to_six_decimals(string amount, string rounded) =>
        Assert.Equal(
            decimal.Parse(rounded), Metric(MeasureKind.PurchasesGross, Aggregate.Sum).Value(Today, Bought("a", "2026-01-01", decimal.Parse(amount))));

    [Theory]
    [InlineData("1.000001", "0")] // -0.0000005
    [InlineData("1.000003", "-0.000002")]
    [InlineData("1.000005", "-0.000002")]
    public void A_negative_value_is_rounded_alike(string cost, string rounded) =>
        Assert.Equal(decimal.Parse(rounded), Metric(
            MeasureKind.PurchasesMargin, Aggregate.Sum).Value(Today, Bought("a", "2026-01-01", Line("tea", null, 0.5m, 1, decimal.Parse(cost)))));

    [Fact]
    public void A_sum_is_rounded_once_and_not_fact_by_fact() =>
        Assert.Equal(0.000001m, Metric(MeasureKind.PurchasesGross, Aggregate.Sum).Value(
            Today, [.. Enumerable.Range(0, 3).Select(i => Bought($"{i}", "2026-01-01", 0.0000004m))]));

    [Theory]
    [InlineData(Aggregate.Count, "0")]
    [InlineData(Aggregate.ActiveMonths, "0")]
    [InlineData(Aggregate.Mean, null)]
    [InlineData(Aggregate.Min, null)]
    [InlineData(Aggregate.Max, null)]
    [InlineData(Aggregate.Last, null)]
    [InlineData(Aggregate.DaysSinceLast, null)]
    [InlineData(Aggregate.DaysSinceFirst, null)]
    public void Of_nothing_a_count_is_0_and_the_rest_is_missing(Aggregate aggregate, string? value)
    {
        Assert.Equal(value is null ? null : decimal.Parse(value), Metric(MeasureKind.SurveysCsat, aggregate).Value(Today, Customer("2026-01-01")));
        Assert.Equal(
            value is null ? 7 : decimal.Parse(value), Metric(MeasureKind.SurveysCsat, aggregate, missing: 7).Value(Today, Customer("2026-01-01")));
    }

    [Theory]
    [InlineData(Aggregate.Mean, "4.5")]
    [InlineData(Aggregate.Count, "2")]
    public void Below_the_least_number_of_samples_any_value_is_missing(Aggregate aggregate, string value)
    {
        Fact[] two = [Answered("a", "2026-01-01", Survey.Csat, 5), Answered("b", "2026-01-01", Survey.Csat, 4)];
        Assert.Null(Metric(MeasureKind.SurveysCsat, aggregate, atLeast: 3).Value(Today, two));
        Assert.Equal(decimal.Parse(value), Metric(MeasureKind.SurveysCsat, aggregate, atLeast: 2).Value(Today, two));
        Assert.Equal(1, Metric(MeasureKind.SurveysCsat, aggregate, atLeast: 3, missing: 1).Value(Today, two));
    }

    [Theory]
    [InlineData("1", "3", "0.333333")]
    [InlineData("2", "3", "0.666667")]
    [InlineData("1000000000000000", "0.000001", "1000000000000000000000")]
    [InlineData("0.000001", "1000000000000000", "0")]
    [InlineData("1", "0", null)]
    public void A_ratio_is_of_the_rounded_values(string first, string second, string? ratio)
    {
        Metric[] metrics =
        [
            new Metric.Ratio("q", null, "a", "b"),
            Metric(MeasureKind.PurchasesGross, Aggregate.Sum) with { Name = "a" },
            Metric(MeasureKind.Indicator, Aggregate.Last, indicator: "x") with { Name = "b" },
            new Metric.Ratio("d", 5, "a", "missing"),
            Metric(MeasureKind.SurveysCes, Aggregate.Mean) with { Name = "missing" },
        ];
        var facts = CustomerFacts.Fold(
            "anna", [Bought("p", "2026-01-01", decimal.Parse(first)), Indicated("i", "2026-01-01", "x", decimal.Parse(second))]);
        var values = new MetricEvaluator(metrics, "CNY", ZoneRules.Utc).Evaluate(KnownFacts.OfOwn(facts), Day(Today)).Values;
        Assert.Equal(ratio is null ? null : decimal.Parse(ratio), values[0]);
        Assert.Equal(5, values[3]);
    }

    [Fact]
    public void A_sum_beyond_10_to_the_15_names_customer_and_metric()
    {
        Fact[] facts = [Bought("a", "2026-01-01", 999_999_999_999_999m), Bought("b", "2026-01-02", 1m)];
        var sum = Metric(MeasureKind.PurchasesGross, Aggregate.Sum);
        Assert.Equal(1_000_000_000_000_000m, sum.Value(Today, facts));
        var error = sum.Result(KnownFacts.OfOwn(CustomerFacts.Fold("anna", [.. facts, Bought("c", "2026-01-03", 0.000001m)])), Today).Error!;
        Assert.Equal(("sum-too-large", "anna", "m"), (error.Code, error.Customer, error.Metric));
    }
}
