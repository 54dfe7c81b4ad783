using System.Text.Json.Nodes;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Activity;

/// <summary>Replaces members of an earlier fact of the same source, effective from the beginning. Earlier decisions stay in the history.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">RFC 3339 with offset.</param>
/// <param name="Of">The source's id of the corrected fact.</param>
/// <param name="OfKind">Its kind: <c>purchase</c>.</param>
/// <param name="Replaces">The members to replace; null removes a member.</param>
/// <param name="Note">The reason, stored as personal data.</param>
public sealed record CorrectFact(
    string Customer, string Id, DateTimeOffset At, string Of, string OfKind, JsonObject Replaces, string? Note)
{
    internal static void Map(RouteGroupBuilder group) => group.MapFact<CorrectFact>("/corrections", FactKind.Correction, "Correct a fact");
}
