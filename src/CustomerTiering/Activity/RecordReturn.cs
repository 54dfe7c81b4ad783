using CustomerTiering.Facts;
using CustomerTiering.Rules.Facts;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Activity;

/// <summary>Goods or money given back; it is taken off what was bought, on the day of the purchase, as known from its own day on.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">When: RFC 3339 with offset.</param>
/// <param name="Of">The source's id of the purchase, where it is known; then at most what is left of its amount and of each product can be returned.</param>
/// <param name="Currency">ISO 4217 code, that of the purchase.</param>
/// <param name="Lines">What was given back.</param>
/// <param name="Amount">The amount, where there are no lines.</param>
/// <param name="Redeemed">Given back in points or vouchers.</param>
/// <param name="Allowance">True: goodwill, or a part of the price given back while the goods stay.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text; kept as personal.</param>
public sealed record RecordReturn(
    string Customer, string Id, DateTimeOffset At, string? Of, string Currency, IReadOnlyList<PurchaseLine>? Lines, decimal? Amount, decimal? Redeemed,
    bool? Allowance, string? Channel, string? Note)
{
    internal static void Map(RouteGroupBuilder group) => group.MapFact<RecordReturn>("/returns", FactKind.Return, "Record a return");
}
