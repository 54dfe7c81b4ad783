using CustomerTiering.Activity;
using CustomerTiering.EventLog;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts.Kinds;

/// <summary>A purchase, in a stream of its own.</summary>
internal sealed class PurchaseFacts() : LoggedKind<Purchase, PurchaseMade>(FactKind.Purchase)
{
    internal override StreamId Stream(Guid id, Guid customer) => FactStreams.Purchase(id);

    protected override Fact Fact(in LoggedFrame frame, PurchaseMade body) =>
        new Purchase(frame.Id, frame.At, body.Channel, body.Currency, body.Amount, LoggedLines.Fact(body.Lines), body.Redeemed) { Recorded = frame.Recorded };

    protected override PurchaseMade Body(in Stated stated, Purchase fact) =>
        new(stated.Customer, fact.Currency, fact.Amount, LoggedLines.Body(fact.Lines), fact.Redeemed, stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(PurchaseMade body) => body.Note;
}
