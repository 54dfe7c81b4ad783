using CustomerTiering.Facts;
using CustomerTiering.Rules.Facts;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Satisfaction;

/// <summary>The customer answered.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">When: RFC 3339 with offset.</param>
/// <param name="Survey"><c>csat</c>, <c>nps</c> or <c>ces</c>.</param>
/// <param name="Score">CSAT 1 to 5, NPS 0 to 10, CES 1 to 7.</param>
/// <param name="Of">The source's id of the asking, where it is known.</param>
/// <param name="Comment">What the customer wrote; kept as personal.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text; kept as personal.</param>
public sealed record AnswerSurvey(
    string Customer, string Id, DateTimeOffset At, string Survey, int Score, string? Of, string? Comment, string? Channel,
    string? Note)
{
    internal static void Map(RouteGroupBuilder group) => group.MapFact<AnswerSurvey>("/surveys/answers", FactKind.Survey, "Record the answer to a survey");
}
