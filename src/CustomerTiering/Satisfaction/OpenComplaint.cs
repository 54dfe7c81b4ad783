using CustomerTiering.Facts;
using CustomerTiering.Rules.Facts;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Satisfaction;

/// <summary>A customer complained.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">When: RFC 3339 with offset.</param>
/// <param name="Category">Free text.</param>
/// <param name="Priority">Free text.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text; kept as personal.</param>
public sealed record OpenComplaint(
    string Customer, string Id, DateTimeOffset At, string? Category, string? Priority, string? Channel, string? Note)
{
    internal static void Map(RouteGroupBuilder group) => group.MapFact<OpenComplaint>("/complaints", FactKind.Complaint, "Open a complaint");
}
