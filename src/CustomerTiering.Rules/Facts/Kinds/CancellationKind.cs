namespace CustomerTiering.Rules.Facts.Kinds;

internal sealed class CancellationKind() : ReferringKind<Cancellation>(FactKind.Cancellation, "cancellation", FactKind.Purchase)
{
    protected override string Reference(Cancellation fact) => fact.Of;

    protected override Cancellation Make(in FactFrame frame, string of) => new(frame.Id, frame.At, frame.Channel, of);
}
