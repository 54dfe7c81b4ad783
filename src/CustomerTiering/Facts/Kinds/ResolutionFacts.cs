using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts.Kinds;

/// <summary>A complaint resolved, in its stream.</summary>
internal sealed class ResolutionFacts() : LoggedKind<Rules.Facts.ComplaintResolved, Satisfaction.ComplaintResolved>(FactKind.ComplaintResolved)
{
    protected override Fact Fact(in LoggedFrame frame, Satisfaction.ComplaintResolved body) =>
        new Rules.Facts.ComplaintResolved(frame.Id, frame.At, body.Channel, Text(body.Complaint)) { Recorded = frame.Recorded };

    protected override Satisfaction.ComplaintResolved Body(in Stated stated, Rules.Facts.ComplaintResolved fact) =>
        new(stated.Customer, stated.Reference!.Value, stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(Satisfaction.ComplaintResolved body) => body.Note;
}
