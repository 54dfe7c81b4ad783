using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Facts;

/// <summary>Days whose only facts are purchases given back whole, and what gave them back, call for nothing where nothing counts them.</summary>
public class FactCallsTests
{
    private static readonly Fact[] Returned =
    [
        Bought("a", "2026-01-01", 10), Sample.Returned("r", "2026-01-01", 10, "a"), // whole on its day
        Bought("b", "2026-01-02", 10), Sample.Returned("s", "2026-01-03", 9.99m, "b"), Sample.Returned("t", "2026-01-04", 0.01m, "b"), // in two parts
        Bought("c", "2026-01-05", 10), Allowed("u", "2026-01-06", 10, "c"), // nothing was given back
        Bought("d", "2026-01-07", 10), Cancelled("v", "2026-01-07", "d"),
        Sample.Returned("w", "2026-01-08", 5), // of c: nothing is left of it
    ];

    private static string Days(MeasureKind kind, string? through, params Fact[] facts) => string.Join(' ', CustomerFacts.Fold("anna", facts)
        .DaysOf(new([new(kind)], profile: false, segments: []), ZoneRules.Utc, through is null ? null : Day(through))
            .Select(day => day.ToString("dd")));

    [Theory]
    [InlineData(MeasureKind.PurchasesNet, null, "02 03 05 06 08")]
    [InlineData(MeasureKind.Purchases, null, "02 03 05 06 08")]
    [InlineData(MeasureKind.PurchasesGross, null, "01 02 03 04 05 06 08")]
    [InlineData(MeasureKind.Returns, null, "01 02 03 04 05 06 08")]
    [InlineData(MeasureKind.PurchasesNet, "2026-01-08", "05 06 08")]
    [InlineData(MeasureKind.PurchasesGross, "2026-01-08", "01 02 03 04 05 06 08")]
    public void A_day_calls_by_what_is_left_as_known_on_it_or_by_the_day_of_a_recheck(MeasureKind kind, string? through, string days) =>
        Assert.Equal(days, Days(kind, through, Returned));

    [Fact]
    public void Another_fact_of_the_day_calls_all_the_same() =>
        Assert.Equal("01", Days(MeasureKind.PurchasesNet, null, Bought("a", "2026-01-01", 10), Bought("b", "2026-01-01", 1),
            Sample.Returned("r", "2026-01-01", 10, "a")));

    [Fact]
    public void A_reinstated_purchase_calls_on_its_day_and_on_that_of_the_reinstatement()
    {
        Fact[] facts = [Bought("a", "2026-01-01", 10), Cancelled("x", "2026-01-02", "a"), Reinstated("y", "2026-01-03", "a")];
        Assert.Equal("01 03", Days(MeasureKind.PurchasesNet, null, facts));
        Assert.Equal("01 02 03", Days(MeasureKind.PurchasesNet, "2026-01-03", facts));
    }
}
