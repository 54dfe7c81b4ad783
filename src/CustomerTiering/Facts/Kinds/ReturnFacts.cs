using CustomerTiering.Activity;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts.Kinds;

/// <summary>A return, in the stream of its purchase where that is known.</summary>
internal sealed class ReturnFacts() : LoggedKind<Return, PurchaseReturned>(FactKind.Return)
{
    protected override Fact Fact(in LoggedFrame frame, PurchaseReturned body) =>
        new Return(frame.Id, frame.At, body.Channel, Text(body.Purchase), body.Currency, body.Amount, LoggedLines.Fact(body.Lines), body.Redeemed, body.Allowance) { Recorded = frame.Recorded };

    protected override PurchaseReturned Body(in Stated stated, Return fact) =>
        new(
        stated.Customer, stated.Reference, fact.Currency, fact.Amount, LoggedLines.Body(fact.Lines), fact.Redeemed, fact.Allowance, stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(PurchaseReturned body) => body.Note;
}
