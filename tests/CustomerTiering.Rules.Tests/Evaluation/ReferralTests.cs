using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using static CustomerTiering.Rules.Tests.Evaluation.Measuring;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Evaluation;

/// <summary>Referring a customer who had bought before counts for nothing.</summary>
public class ReferralTests
{
    private const string Today = "2026-03-31";

    private static (decimal? Count, decimal? Revenue) Of(string at, params Fact[] ben)
    {
        var facts = new KnownFacts(
            CustomerFacts.Fold("anna", [Referred("f", at, "ben") with { Recorded = 5 }]),
            new Dictionary<string, CustomerFacts> { ["ben"] = CustomerFacts.Fold("ben", ben) });
        return (Metric(MeasureKind.Referrals, Aggregate.Count).Of(facts, Today),
            Metric(MeasureKind.ReferralsRevenue, Aggregate.Sum).Of(facts, Today));
    }

    [Fact]
    public void A_customer_who_had_bought_before_is_nobodys_referral()
    {
        Fact first = Bought("a", "2026-02-10T12:00:00Z", 20) with { Recorded = 9 };
        Assert.Equal((1, 20), Of("2026-02-10T12:00:00Z", Bought("a", "2026-02-10T12:00:00Z", 20) with { Recorded = 6 }));
        Assert.Equal((0, 0), Of("2026-02-10T12:00:01Z", first, Bought("b", "2026-03-01", 300)));
        Assert.Equal((1, 320), Of("2026-02-10T11:59:59Z", first, Bought("b", "2026-03-01", 300)));
    }

    [Fact]
    public void At_one_instant_the_one_recorded_first_came_first()
    {
        Assert.Equal((1, 20), Of("2026-02-10T12:00:00Z", Bought("a", "2026-02-10T12:00:00Z", 20) with { Recorded = 6 }));
        Assert.Equal((0, 0), Of("2026-02-10T12:00:00Z", Bought("a", "2026-02-10T12:00:00Z", 20) with { Recorded = 4 }));
    }

    [Fact]
    public void A_purchase_that_was_returned_was_one_and_one_that_was_cancelled_was_none()
    {
        Assert.Equal((0, 0), Of("2026-02-10", Bought("a", "2026-02-01", 20), Returned("r", "2026-02-02", 20, "a"), Bought("b", "2026-03-01", 300)));
        Assert.Equal((1, 300), Of("2026-02-10", Bought("a", "2026-02-01", 20), Cancelled("x", "2026-03-20", "a"), Bought("b", "2026-03-01", 300)));
    }

    [Fact]
    public void A_customer_of_whom_nothing_is_known_is_new() =>
        Assert.Equal(1, Metric(MeasureKind.Referrals, Aggregate.Count).Value(Today, Referred("f", "2026-02-01", "ben")));
}
