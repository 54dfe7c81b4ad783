using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using static CustomerTiering.Rules.Tests.Evaluation.Measuring;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Evaluation;

/// <summary>Judged again as of 2026-01-31, as a recheck on a later day does: with what has been given back by then.</summary>
public class RecheckTests
{
    private static readonly Metric Net = Metric(MeasureKind.PurchasesNet, Aggregate.Sum, Rolling("P1M"));

    private static KnownFacts Known(params Fact[] facts) => KnownFacts.OfOwn(CustomerFacts.Fold("anna", facts));

    [Fact]
    public void A_later_return_is_taken_off_on_the_purchases_day_once_it_has_happened()
    {
        var facts = Known(Bought("a", "2026-01-10", 100), Returned("r", "2026-03-05", 60, of: "a"));
        Assert.Equal(100, Net.Of(facts, "2026-01-31"));
        Assert.Equal(100, Net.Of(facts, "2026-01-31", known: "2026-03-04"));
        Assert.Equal(40, Net.Of(facts, "2026-01-31", known: "2026-03-05"));
        Assert.Equal(0, Metric(MeasureKind.Returns, Aggregate.Sum, Rolling("P1M")).Of(facts, "2026-01-31", known: "2026-03-05"));
    }

    [Fact]
    public void A_return_of_a_purchase_before_the_window_takes_nothing_off_it() =>
        Assert.Equal(5, Net.Of(Known(Bought("a", "2025-12-31", 100), Bought("b", "2026-01-10", 5), Returned("r", "2026-03-05", 60, of: "a")),
            "2026-01-31", known: "2026-03-31"));

    [Fact]
    public void A_return_that_had_happened_by_then_is_of_the_purchase_before_the_window_too() =>
        Assert.Equal(0, Net.Of(Known(Bought("a", "2025-12-31", 100), Returned("r", "2026-01-31", 60, of: "a")), "2026-01-31", known: "2026-03-31"));

    [Fact]
    public void Later_purchases_stay_out_and_a_return_that_names_none_takes_from_the_latest_that_has_enough_left() =>
        // The 9 would be of the later order, had that not been given back.
        Assert.Equal(91, Net.Of(
            Known(Bought("a", "2026-01-10", 100), Bought("b", "2026-02-01", 50), Returned("r", "2026-02-02", 50, of: "b"),
                Returned("s", "2026-02-03", 9)),
            "2026-01-31", known: "2026-03-31"));

    [Fact]
    public void A_later_cancellation_counts_as_if_it_had_been_there()
    {
        var facts = Known(Bought("a", "2026-01-10", 100), Bought("b", "2026-01-11", 3), Returned("r", "2026-01-12", 60, of: "a"),
            Cancelled("x", "2026-03-05", "a"));
        Assert.Equal(43, Net.Of(facts, "2026-01-31", known: "2026-03-04"));
        Assert.Equal(3, Net.Of(facts, "2026-01-31", known: "2026-03-05"));
        Assert.Equal(1, Metric(MeasureKind.Purchases, Aggregate.Count).Of(facts, "2026-01-31", known: "2026-03-05"));
    }

    [Fact]
    public void What_a_referred_customer_gave_back_is_known_only_from_its_own_day()
    {
        var own = CustomerFacts.Fold("anna", [Referred("f", "2026-01-01", "ben")]);
        var ben = CustomerFacts.Fold("ben", [Bought("a", "2026-01-10", 100), Returned("r", "2026-03-05", 60, of: "a")]);
        var facts = new KnownFacts(own, new Dictionary<string, CustomerFacts> { ["ben"] = ben });
        var revenue = Metric(MeasureKind.ReferralsRevenue, Aggregate.Sum);
        Assert.Equal(100, revenue.Of(facts, "2026-01-31"));
        Assert.Equal(100, revenue.Of(facts, "2026-01-31", known: "2026-03-05"));
        Assert.Equal(40, revenue.Of(facts, "2026-03-05"));
    }
}
