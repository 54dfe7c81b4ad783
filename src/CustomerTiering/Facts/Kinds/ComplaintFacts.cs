using CustomerTiering.EventLog;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts.Kinds;

/// <summary>A complaint opened, in a stream of its own.</summary>
internal sealed class ComplaintFacts() : LoggedKind<Rules.Facts.ComplaintOpened, Satisfaction.ComplaintOpened>(FactKind.Complaint)
{
    internal override StreamId Stream(Guid id, Guid customer) => FactStreams.Complaint(id);

    protected override Fact Fact(in LoggedFrame frame, Satisfaction.ComplaintOpened body) =>
        new Rules.Facts.ComplaintOpened(frame.Id, frame.At, body.Channel, body.Category, body.Priority) { Recorded = frame.Recorded };

    protected override Satisfaction.ComplaintOpened Body(in Stated stated, Rules.Facts.ComplaintOpened fact) =>
        new(stated.Customer, fact.Category, fact.Priority, stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(Satisfaction.ComplaintOpened body) => body.Note;
}
