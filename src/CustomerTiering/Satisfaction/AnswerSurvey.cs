using CustomerTiering.Facts.Kinds;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Satisfaction;

/// <summary>Records a customer's answer to a survey.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">RFC 3339 with offset.</param>
/// <param name="Survey"><c>csat</c>, <c>nps</c> or <c>ces</c>.</param>
/// <param name="Score">CSAT 1 to 5, NPS 0 to 10, CES 1 to 7.</param>
/// <param name="Of">The source's id of the survey request, if known.</param>
/// <param name="Comment">The customer's comment, stored as personal data.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text, stored as personal data.</param>
public sealed record AnswerSurvey(
    string Customer, string Id, DateTimeOffset At, string Survey, int Score, string? Of, string? Comment, string? Channel,
    string? Note);

/// <summary>
/// The customer answered a survey: CSAT 1 to 5, NPS 0 to 10, CES 1 to 7. <paramref name="Of"/> is the fact id of the sent survey, if known.
/// </summary>
public sealed record SurveyAnswered(
    Guid Customer, string Survey, decimal Score, Guid? Of, string? Channel, Personal? SourceId, Personal? Comment, Personal? Note);

/// <summary>Survey answers, stored in the stream of the survey request if it is known.</summary>
internal sealed class AnswerFacts() : LoggedKind<SurveyAnswer, SurveyAnswered>(
    FactKind.Survey, new("SurveyAnswered", 1, typeof(SurveyAnswered), "sourceId", "comment", "note"))
{
    public override void Map(RouteGroupBuilder group) =>
        group.MapFact<AnswerSurvey>("/surveys/answers", FactKind.Survey, "Record the answer to a survey");

    public override StreamId Stream(Guid id, Guid customer) => FactStreams.Satisfaction(customer);

    protected override Fact Fact(in LoggedFrame frame, SurveyAnswered body) =>
        new SurveyAnswer(frame.Id, frame.At, body.Channel, SurveyWords.Read(body.Survey), (int)body.Score, Text(body.Of))
        { Recorded = frame.Recorded };

    protected override SurveyAnswered Body(in Stated stated, SurveyAnswer fact) =>
        new(
            stated.Customer, SurveyWords.Of(fact.Survey), fact.Score, stated.Reference, stated.Channel, stated.SourceId,
            Personal.Of(stated.Source.Personal.Comment), stated.Note);

    protected override IEnumerable<KeyValuePair<string, Personal?>> Texts(SurveyAnswered body) =>
        [new("note", body.Note), new("comment", body.Comment)];

    protected override Personal? Note(SurveyAnswered body) => body.Note;
}
