using CustomerTiering.Facts;
using CustomerTiering.Rules.Facts;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Activity;

/// <summary>A purchase, with its lines or with its amount alone.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of the purchase.</param>
/// <param name="At">When: RFC 3339 with offset.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Lines">What was bought; the amount is Σ quantity × unit price, exact.</param>
/// <param name="Amount">What counts as spend, where there are no lines.</param>
/// <param name="Redeemed">Paid with points or vouchers; counted by no measure.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text; kept as personal.</param>
public sealed record RecordPurchase(
    string Customer, string Id, DateTimeOffset At, string Currency, IReadOnlyList<PurchaseLine>? Lines, decimal? Amount, decimal? Redeemed, string? Channel, string? Note)
{
    internal static void Map(RouteGroupBuilder group) => group.MapFact<RecordPurchase>("/purchases", FactKind.Purchase, "Record a purchase");
}
