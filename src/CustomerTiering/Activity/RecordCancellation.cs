using CustomerTiering.Facts.Kinds;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Activity;

/// <summary>Records the cancellation of a purchase. From its day on, the purchase counts as if it had never been made.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">RFC 3339 with offset.</param>
/// <param name="Of">The source's id of the purchase.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text, stored as personal data.</param>
public sealed record RecordCancellation(
    string Customer, string Id, DateTimeOffset At, string Of, string? Channel, string? Note);

/// <summary>A purchase was cancelled. From this day on, it counts as if it had never been made.</summary>
public sealed record PurchaseCancelled(Guid Customer, Guid Purchase, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>Cancellations, stored in the stream of the purchase.</summary>
internal sealed class CancellationFacts() : LoggedKind<Cancellation, PurchaseCancelled>(
    FactKind.Cancellation, new("PurchaseCancelled", 1, typeof(PurchaseCancelled), "sourceId", "note"))
{
    public override void Map(RouteGroupBuilder group) =>
        group.MapFact<RecordCancellation>("/cancellations", FactKind.Cancellation, "Record a cancellation");

    protected override Fact Fact(in LoggedFrame frame, PurchaseCancelled body) =>
        new Cancellation(frame.Id, frame.At, body.Channel, Text(body.Purchase)) { Recorded = frame.Recorded };

    protected override PurchaseCancelled Body(in Stated stated, Cancellation fact) =>
        new(stated.Customer, stated.Reference!.Value, stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(PurchaseCancelled body) => body.Note;
}
