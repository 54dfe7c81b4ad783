using CustomerTiering.Facts;
using CustomerTiering.Rules.Facts;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Activity;

/// <summary>A contact with the customer.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">When: RFC 3339 with offset.</param>
/// <param name="Direction"><c>in</c> or <c>out</c>.</param>
/// <param name="Purpose">Free text.</param>
/// <param name="Outcome">Free text.</param>
/// <param name="Minutes">How long it took.</param>
/// <param name="Channel"><c>call</c>, <c>mail</c>, <c>visit</c>, <c>chat</c>, <c>social</c>, <c>web</c>, <c>event</c>, or another.</param>
/// <param name="Note">Free text; kept as personal.</param>
public sealed record RecordInteraction(
    string Customer, string Id, DateTimeOffset At, string? Direction, string? Purpose, string? Outcome, decimal? Minutes, string? Channel, string? Note)
{
    internal static void Map(RouteGroupBuilder group) => group.MapFact<RecordInteraction>("/interactions", FactKind.Interaction, "Record an interaction");
}
