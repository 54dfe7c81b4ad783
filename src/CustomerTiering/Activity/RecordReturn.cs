using CustomerTiering.Facts;
using CustomerTiering.Rules.Facts;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Activity;

/// <summary>Goods or money given back; it counts on its own day.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">When: RFC 3339 with offset.</param>
/// <param name="Of">The source's id of the purchase, where it is known; then at most what is left of it can be returned.</param>
/// <param name="Currency">ISO 4217 code, that of the purchase.</param>
/// <param name="Lines">What was given back.</param>
/// <param name="Amount">The amount, where there are no lines.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text; kept as personal.</param>
public sealed record RecordReturn(
    string Customer, string Id, DateTimeOffset At, string? Of, string Currency, IReadOnlyList<PurchaseLine>? Lines, decimal? Amount, string? Channel,
    string? Note)
{
    internal static void Map(RouteGroupBuilder group) => group.MapFact<RecordReturn>("/returns", FactKind.Return, "Record a return");
}
