using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Facts.Tables;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Tests.Facts.Tables;

public sealed class FactsByKindTests
{
    [Fact]
    public void A_correction_is_applied_before_facts_are_sorted()
    {
        var purchase = Sample.Bought("p", "2026-01-01T00:00:00Z", 10m);

        Assert.Equal([purchase], new FactsByKind([purchase]).Purchases);
        Assert.Throws<ArgumentException>(() => new FactsByKind([new Correction("c", purchase.At, null, purchase)]));
    }

    [Fact]
    public void A_fact_that_no_measure_reads_is_in_no_table() =>
        Assert.Empty(new FactsByKind([new Unread("u", Sample.At("2026-01-01T00:00:00Z"))]).Purchases);

    private sealed record Unread(string Id, Instant At) : Fact(Id, At, null)
    {
        public override FactKind Kind => FactKind.Interaction;
    }
}
