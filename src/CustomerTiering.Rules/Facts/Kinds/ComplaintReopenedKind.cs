namespace CustomerTiering.Rules.Facts.Kinds;

internal sealed class ComplaintReopenedKind()
    : ReferringKind<ComplaintReopening>(FactKind.ComplaintReopened, "complaint-reopened", FactKind.Complaint)
{
    protected override string Reference(ComplaintReopening fact) => fact.Of;

    protected override ComplaintReopening Make(in FactFrame frame, string of) => new(frame.Id, frame.At, frame.Channel, of);
}
