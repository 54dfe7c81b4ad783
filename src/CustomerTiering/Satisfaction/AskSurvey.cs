using CustomerTiering.Facts;
using CustomerTiering.Rules.Facts;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Satisfaction;

/// <summary>The customer was asked; counted for the response rate.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">When: RFC 3339 with offset.</param>
/// <param name="Survey"><c>csat</c>, <c>nps</c> or <c>ces</c>.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text; kept as personal.</param>
public sealed record AskSurvey(
    string Customer, string Id, DateTimeOffset At, string Survey, string? Channel, string? Note)
{
    internal static void Map(RouteGroupBuilder group) => group.MapFact<AskSurvey>("/surveys/asked", FactKind.SurveyAsked, "Record that a survey was sent");
}
