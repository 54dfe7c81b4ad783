using System.Text.Json.Nodes;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Activity;

/// <summary>An earlier fact of the same source holds with other members, from the beginning; decisions made before stay in the history.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">When: RFC 3339 with offset.</param>
/// <param name="Of">The source's id of the fact that is corrected.</param>
/// <param name="OfKind">Its kind: <c>purchase</c>.</param>
/// <param name="Replaces">The members that hold instead; null takes a member away.</param>
/// <param name="Note">Why; kept as personal.</param>
public sealed record CorrectFact(
    string Customer, string Id, DateTimeOffset At, string Of, string OfKind, JsonObject Replaces, string? Note)
{
    internal static void Map(RouteGroupBuilder group) => group.MapFact<CorrectFact>("/corrections", FactKind.Correction, "Correct a fact");
}
