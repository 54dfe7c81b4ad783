using CustomerTiering.Facts;
using CustomerTiering.Rules.Facts;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Activity;

/// <summary>From its day on the purchase counts as if it had never been made.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">When: RFC 3339 with offset.</param>
/// <param name="Of">The source's id of the purchase.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text; kept as personal.</param>
public sealed record RecordCancellation(
    string Customer, string Id, DateTimeOffset At, string Of, string? Channel, string? Note)
{
    internal static void Map(RouteGroupBuilder group) => group.MapFact<RecordCancellation>("/cancellations", FactKind.Cancellation, "Record a cancellation");
}
