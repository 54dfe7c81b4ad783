using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Facts.Guards;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Facts.Guards;

/// <summary>What may be returned of a purchase.</summary>
public class PurchaseGuardTests
{
    private static readonly Purchase Tea =
        Bought("p", "2026-01-02", Line("tea", "food", 3, 10), Line("pot", "kitchen", 1, 20), Line("tea", "food", 1, 5));

    private static string Codes(Fact purchase, params Fact[] referring) => Codes(GuardedFact.Of(purchase), referring);

    private static string Codes(GuardedFact purchase, params Fact[] referring) =>
        string.Join(' ', FactRules.Judge(
            purchase, [.. referring.Select(GuardedFact.Of)]).Select(broken => $"{broken.By.Original.Id}:{broken.Error.Code}"));

    [Theory]
    [InlineData("55", "")]
    [InlineData("55.01", "r:return-exceeds-purchase")]
    public void All_of_the_amount_may_be_returned_and_no_more(string amount, string codes) =>
        Assert.Equal(codes, Codes(Tea, Returned("r", "2026-01-03", decimal.Parse(amount), "p")));

    [Theory]
    [InlineData("2026-01-02", "")]
    [InlineData("2026-01-01T23:59:59", "r:return-before-purchase")]
    public void A_return_is_not_before_its_purchase(string at, string codes) => Assert.Equal(codes, Codes(Tea, Returned("r", at, 1, "p")));

    [Fact]
    public void A_return_is_in_the_currency_of_its_purchase() =>
        Assert.Equal("r:currency-mismatch", Codes(Tea, Returned("r", "2026-01-03", 1, "p", "EUR")));

    [Theory]
    [InlineData("tea", "4", "")]
    [InlineData("tea", "4.001", "r:return-exceeds-line")]
    [InlineData("pot", "1", "")]
    [InlineData("pot", "1.001", "r:return-exceeds-line")]
    [InlineData("cup", "0.001", "r:return-exceeds-line")]
    [InlineData(null, "50", "")]
    public void Of_a_product_at_most_its_quantity_in_all_lines_is_returned(string? product, string quantity, string codes) =>
        Assert.Equal(codes, Codes(Tea, Returned("r", "2026-01-03", "p", Line(product, null, decimal.Parse(quantity), 1))));

    [Fact]
    public void The_limit_of_a_product_counts_what_the_lines_of_earlier_returns_say() =>
        Assert.Equal("s:return-exceeds-line", Codes(
            Tea, Returned("s", "2026-01-04", "p", Line("tea", null, 2, 1)), Returned("r", "2026-01-03", "p", Line("tea", null, 3, 1))));

    [Fact]
    public void An_allowance_takes_no_quantity_and_counts_against_the_amount()
    {
        var allowance = Returned("a", "2026-01-03", "p", Line("tea", null, 4, 1)) with { Allowance = true };
        Assert.Equal("", Codes(Tea, allowance, Returned("r", "2026-01-04", "p", Line("tea", null, 4, 12.75m))));
        Assert.Equal("r:return-exceeds-purchase", Codes(Tea, allowance, Returned("r", "2026-01-04", "p", Line("tea", null, 4, 12.76m))));
    }

    [Fact]
    public void A_purchase_without_lines_has_no_limit_of_lines() =>
        Assert.Equal("", Codes(Bought("p", "2026-01-02", 100), Returned("r", "2026-01-03", "p", Line("tea", null, 100, 1))));

    [Fact]
    public void The_first_reason_is_told_currency_then_time_then_amount_then_line()
    {
        var worst = Returned("r", "2026-01-01", "p", Line("cup", null, 100, 1));
        Assert.Equal("r:currency-mismatch", Codes(Tea, worst with { Currency = "EUR" }));
        Assert.Equal("r:return-before-purchase", Codes(Tea, worst));
        Assert.Equal("r:return-exceeds-purchase", Codes(Tea, worst with { At = At("2026-01-03") }));
        Assert.Equal("r:return-exceeds-line", Codes(Tea, worst with { At = At("2026-01-03"), Amount = 1 }));
    }

    [Fact]
    public void The_version_of_the_purchase_counts_that_lets_more_back()
    {
        var halved = new GuardedFact(Tea, [Corrected("k", "2026-02-01", Bought("p", "2026-01-02", Line("tea", "food", 1, 10)))]);
        Assert.Equal("", Codes(halved, Returned("r", "2026-01-31", 55, "p")));
        Assert.Equal("r:return-exceeds-purchase", Codes(halved, Returned("r", "2026-02-01", 10.01m, "p")));
        Assert.Equal("", Codes(halved, Returned("r", "2026-02-01", 10, "p")));
    }

    [Fact]
    public void Cancellations_and_reinstatements_alternate_in_the_order_of_instant_then_of_recording()
    {
        Fact second = Cancelled("c", "2026-01-05", "p") with { Recorded = 3 };
        var back = new Reinstatement("i", At("2026-01-05"), null, "p");
        Assert.Equal("", Codes(Tea, second, back with { Recorded = 2 }, Cancelled("b", "2026-01-04", "p")));
        Assert.Equal("c:already-cancelled", Codes(Tea, second, back with { Recorded = 4 }, Cancelled("b", "2026-01-04", "p")));
        Assert.Equal("i:not-cancelled", Codes(Tea, back));
    }
}
