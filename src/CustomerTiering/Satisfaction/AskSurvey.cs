using CustomerTiering.Facts.Kinds;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Satisfaction;

/// <summary>Records that a survey was sent to a customer. It counts for the response rate.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">RFC 3339 with offset.</param>
/// <param name="Survey"><c>csat</c>, <c>nps</c> or <c>ces</c>.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text, stored as personal data.</param>
public sealed record AskSurvey(
    string Customer, string Id, DateTimeOffset At, string Survey, string? Channel, string? Note);

/// <summary>A survey was sent to the customer. It counts for the response rate.</summary>
public sealed record SurveySent(Guid Customer, string Survey, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>Sent surveys. Each has a stream of its own, which also contains its answers.</summary>
internal sealed class AskingFacts() : LoggedKind<SurveyAsked, SurveySent>(
    FactKind.SurveyAsked, new("SurveySent", 1, typeof(SurveySent), "sourceId", "note"))
{
    public override void Map(RouteGroupBuilder group) =>
        group.MapFact<AskSurvey>("/surveys/asked", FactKind.SurveyAsked, "Record that a survey was sent");

    public override StreamId Stream(Guid id, Guid customer) => FactStreams.Asking(id);

    protected override Fact Fact(in LoggedFrame frame, SurveySent body) =>
        new SurveyAsked(frame.Id, frame.At, body.Channel, SurveyWords.Read(body.Survey)) { Recorded = frame.Recorded };

    protected override SurveySent Body(in Stated stated, SurveyAsked fact) =>
        new(stated.Customer, SurveyWords.Of(fact.Survey), stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(SurveySent body) => body.Note;
}
