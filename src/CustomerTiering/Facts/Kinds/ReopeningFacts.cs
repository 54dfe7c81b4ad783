using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts.Kinds;

/// <summary>A complaint opened again, in its stream.</summary>
internal sealed class ReopeningFacts() : LoggedKind<Rules.Facts.ComplaintReopened, Satisfaction.ComplaintReopened>(FactKind.ComplaintReopened)
{
    protected override Fact Fact(in LoggedFrame frame, Satisfaction.ComplaintReopened body) =>
        new Rules.Facts.ComplaintReopened(frame.Id, frame.At, body.Channel, Text(body.Complaint)) { Recorded = frame.Recorded };

    protected override Satisfaction.ComplaintReopened Body(in Stated stated, Rules.Facts.ComplaintReopened fact) =>
        new(stated.Customer, stated.Reference!.Value, stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(Satisfaction.ComplaintReopened body) => body.Note;
}
