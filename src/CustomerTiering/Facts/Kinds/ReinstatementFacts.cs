using CustomerTiering.Activity;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts.Kinds;

/// <summary>A reinstatement, in the stream of its purchase.</summary>
internal sealed class ReinstatementFacts() : LoggedKind<Reinstatement, PurchaseReinstated>(FactKind.Reinstatement)
{
    protected override Fact Fact(in LoggedFrame frame, PurchaseReinstated body) =>
        new Reinstatement(frame.Id, frame.At, body.Channel, Text(body.Purchase)) { Recorded = frame.Recorded };

    protected override PurchaseReinstated Body(in Stated stated, Reinstatement fact) =>
        new(stated.Customer, stated.Reference!.Value, stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(PurchaseReinstated body) => body.Note;
}
