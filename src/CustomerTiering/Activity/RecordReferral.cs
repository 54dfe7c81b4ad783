using CustomerTiering.Facts;
using CustomerTiering.Rules.Facts;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Activity;

/// <summary>The customer brought another one; only the first referral of a customer counts, and none of oneself.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">When: RFC 3339 with offset.</param>
/// <param name="Referred">The external id of the new customer.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text; kept as personal.</param>
public sealed record RecordReferral(
    string Customer, string Id, DateTimeOffset At, string Referred, string? Channel, string? Note)
{
    internal static void Map(RouteGroupBuilder group) => group.MapFact<RecordReferral>("/referrals", FactKind.Referral, "Record a referral");
}
