using CustomerTiering.Activity;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts.Kinds;

/// <summary>A cancellation, in the stream of its purchase.</summary>
internal sealed class CancellationFacts() : LoggedKind<Cancellation, PurchaseCancelled>(FactKind.Cancellation)
{
    protected override Fact Fact(in LoggedFrame frame, PurchaseCancelled body) =>
        new Cancellation(frame.Id, frame.At, body.Channel, Text(body.Purchase)) { Recorded = frame.Recorded };

    protected override PurchaseCancelled Body(in Stated stated, Cancellation fact) =>
        new(stated.Customer, stated.Reference!.Value, stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(PurchaseCancelled body) => body.Note;
}
