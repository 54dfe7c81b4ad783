using CustomerTiering.EventLog;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Satisfaction;

namespace CustomerTiering.Facts.Kinds;

/// <summary>A survey sent, in a stream of its own with its answers.</summary>
internal sealed class AskingFacts() : LoggedKind<SurveyAsked, SurveySent>(FactKind.SurveyAsked)
{
    internal override StreamId Stream(Guid id, Guid customer) => FactStreams.Asking(id);

    protected override Fact Fact(in LoggedFrame frame, SurveySent body) =>
        new SurveyAsked(frame.Id, frame.At, body.Channel, SurveyWords.Read(body.Survey)) { Recorded = frame.Recorded };

    protected override SurveySent Body(in Stated stated, SurveyAsked fact) =>
        new(stated.Customer, SurveyWords.Of(fact.Survey), stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(SurveySent body) => body.Note;
}
