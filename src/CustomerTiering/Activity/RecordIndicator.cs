using CustomerTiering.Facts;
using CustomerTiering.Rules.Facts;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Activity;

/// <summary>A value from outside, in force until the next one of its name.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">When: RFC 3339 with offset.</param>
/// <param name="Name">What it is a value of: <c>assets</c>.</param>
/// <param name="Value">The value, at most 6 decimals.</param>
/// <param name="Unit">Free text.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text; kept as personal.</param>
public sealed record RecordIndicator(
    string Customer, string Id, DateTimeOffset At, string Name, decimal Value, string? Unit, string? Channel, string? Note)
{
    internal static void Map(RouteGroupBuilder group) => group.MapFact<RecordIndicator>("/indicators", FactKind.Indicator, "Record an indicator");
}
