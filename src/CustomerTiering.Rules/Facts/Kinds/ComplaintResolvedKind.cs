namespace CustomerTiering.Rules.Facts.Kinds;

internal sealed class ComplaintResolvedKind()
    : ReferringKind<ComplaintResolution>(FactKind.ComplaintResolved, "complaint-resolved", FactKind.Complaint)
{
    protected override string Reference(ComplaintResolution fact) => fact.Of;

    protected override ComplaintResolution Make(in FactFrame frame, string of) => new(frame.Id, frame.At, frame.Channel, of);
}
