using CustomerTiering.Activity;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts.Kinds;

/// <summary>A value from outside.</summary>
internal sealed class IndicatorFacts() : LoggedKind<Indicator, IndicatorReported>(FactKind.Indicator)
{
    protected override Fact Fact(in LoggedFrame frame, IndicatorReported body) =>
        new Indicator(frame.Id, frame.At, body.Channel, body.Name, body.Value, body.Unit) { Recorded = frame.Recorded };

    protected override IndicatorReported Body(in Stated stated, Indicator fact) =>
        new(stated.Customer, fact.Name, fact.Value, fact.Unit, stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(IndicatorReported body) => body.Note;
}
