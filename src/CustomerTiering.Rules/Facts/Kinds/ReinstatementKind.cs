namespace CustomerTiering.Rules.Facts.Kinds;

internal sealed class ReinstatementKind() : ReferringKind<Reinstatement>(FactKind.Reinstatement, "reinstatement", FactKind.Purchase)
{
    protected override string Reference(Reinstatement fact) => fact.Of;

    protected override Reinstatement Make(in FactFrame frame, string of) => new(frame.Id, frame.At, frame.Channel, of);
}
