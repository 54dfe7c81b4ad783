namespace CustomerTiering.Rules.Facts.Kinds;

/// <summary>A complaint is resolved.</summary>
internal sealed class ComplaintResolvedKind() : ReferringKind<ComplaintResolved>(FactKind.ComplaintResolved, "complaint-resolved", FactKind.Complaint)
{
    protected override string Reference(ComplaintResolved fact) => fact.Of;

    protected override ComplaintResolved Make(in FactFrame frame, string of) => new(frame.Id, frame.At, frame.Channel, of);
}
