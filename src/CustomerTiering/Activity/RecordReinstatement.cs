using CustomerTiering.Facts.Kinds;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Activity;

/// <summary>Restores a cancelled purchase from the beginning, with its returns.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">RFC 3339 with offset.</param>
/// <param name="Of">The source's id of the purchase, which must be cancelled at that time.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text, stored as personal data.</param>
public sealed record RecordReinstatement(
    string Customer, string Id, DateTimeOffset At, string Of, string? Channel, string? Note);

/// <summary>A cancelled purchase was restored from the beginning, with its returns. It may be cancelled again.</summary>
public sealed record PurchaseReinstated(Guid Customer, Guid Purchase, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>Reinstatements, stored in the stream of the purchase.</summary>
internal sealed class ReinstatementFacts() : LoggedKind<Reinstatement, PurchaseReinstated>(
    FactKind.Reinstatement, new("PurchaseReinstated", 1, typeof(PurchaseReinstated), "sourceId", "note"))
{
    public override void Map(RouteGroupBuilder group) =>
        group.MapFact<RecordReinstatement>("/reinstatements", FactKind.Reinstatement, "Record a reinstatement");

    protected override Fact Fact(in LoggedFrame frame, PurchaseReinstated body) =>
        new Reinstatement(frame.Id, frame.At, body.Channel, Text(body.Purchase)) { Recorded = frame.Recorded };

    protected override PurchaseReinstated Body(in Stated stated, Reinstatement fact) =>
        new(stated.Customer, stated.Reference!.Value, stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(PurchaseReinstated body) => body.Note;
}
