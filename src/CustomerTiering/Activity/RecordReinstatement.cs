using CustomerTiering.Facts;
using CustomerTiering.Rules.Facts;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Activity;

/// <summary>A cancelled purchase stands again from the beginning, with its returns.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">When: RFC 3339 with offset.</param>
/// <param name="Of">The source's id of the purchase, which is cancelled at that time.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text; kept as personal.</param>
public sealed record RecordReinstatement(
    string Customer, string Id, DateTimeOffset At, string Of, string? Channel, string? Note)
{
    internal static void Map(RouteGroupBuilder group) => group.MapFact<RecordReinstatement>("/reinstatements", FactKind.Reinstatement, "Record a reinstatement");
}
