using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Tests.Policies;

public sealed class PolicyReaderTests
{
    [Fact]
    public void The_retail_membership_reads_without_fault()
    {
        var policy = Retail.Faultless(Retail.Membership);

        Assert.Equal(["behaviour", "emotional", "financial", "standing"], policy.Scores.Select(s => s.Name));
        Assert.Equal(["ordinary", "silver", "gold"], policy.Tiers.Select(t => t.Code));
        Assert.Equal(new Period(0, 120), policy.Tiers[2].Grace);
        Assert.Equal([new Period(0, 60), new Period(0, 30)], policy.Movement.Warn);
        Assert.Equal(new Metric.Ratio("return_rate", 0, "returns_12m", "gross_12m"), policy.Metrics.Single(m => m.Name == "return_rate"));
    }
}
