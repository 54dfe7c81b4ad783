using CustomerTiering.EventLog;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts.Kinds;

/// <summary>An answer, in the stream of its asking where that is known.</summary>
internal sealed class AnswerFacts() : LoggedKind<Rules.Facts.SurveyAnswered, Satisfaction.SurveyAnswered>(FactKind.Survey)
{
    internal override StreamId Stream(Guid id, Guid customer) => FactStreams.Satisfaction(customer);

    protected override Fact Fact(in LoggedFrame frame, Satisfaction.SurveyAnswered body) =>
        new Rules.Facts.SurveyAnswered(frame.Id, frame.At, body.Channel, SurveyWords.Read(body.Survey), (int)body.Score, Text(body.Of)) { Recorded = frame.Recorded };

    protected override Satisfaction.SurveyAnswered Body(in Stated stated, Rules.Facts.SurveyAnswered fact) =>
        new(
        stated.Customer, SurveyWords.Of(fact.Survey), fact.Score, stated.Reference, stated.Channel, stated.SourceId, Personal.Of(stated.Source.Personal.Comment), stated.Note);

    protected override IEnumerable<KeyValuePair<string, Personal?>> Texts(Satisfaction.SurveyAnswered body) => [new("note", body.Note), new("comment", body.Comment)];

    protected override Personal? Note(Satisfaction.SurveyAnswered body) => body.Note;
}
