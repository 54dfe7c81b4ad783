using CustomerTiering.Facts.Kinds;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Activity;

/// <summary>Records a purchase, with its lines or only its amount.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of the purchase.</param>
/// <param name="At">RFC 3339 with offset.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Lines">The items. The amount is Σ quantity × unit price, exact.</param>
/// <param name="Amount">The amount that counts as spend, if there are no lines.</param>
/// <param name="Redeemed">The part paid with points or vouchers; no measure counts it.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text, stored as personal data.</param>
public sealed record RecordPurchase(
    string Customer, string Id, DateTimeOffset At, string Currency, IReadOnlyList<PurchaseLine>? Lines, decimal? Amount, decimal? Redeemed,
    string? Channel, string? Note);

/// <summary>
/// A purchase. The amount counts as spend: after discounts, without the part paid with points or vouchers (<paramref name="Redeemed"/>).
/// </summary>
public sealed record PurchaseMade(
    Guid Customer, string Currency, decimal Amount, IReadOnlyList<PurchaseLine>? Lines, decimal? Redeemed, string? Channel, Personal? SourceId,
    Personal? Note);

/// <summary>Purchases, each in a stream of its own.</summary>
internal sealed class PurchaseFacts() : LoggedKind<Purchase, PurchaseMade>(
    FactKind.Purchase, new("PurchaseMade", 1, typeof(PurchaseMade), "sourceId", "note"))
{
    public override void Map(RouteGroupBuilder group) => group.MapFact<RecordPurchase>("/purchases", FactKind.Purchase, "Record a purchase");

    public override StreamId Stream(Guid id, Guid customer) => FactStreams.Purchase(id);

    protected override Fact Fact(in LoggedFrame frame, PurchaseMade body) =>
        new Purchase(frame.Id, frame.At, body.Channel, body.Currency, body.Amount, PurchaseLines.Fact(body.Lines), body.Redeemed)
        { Recorded = frame.Recorded };

    protected override PurchaseMade Body(in Stated stated, Purchase fact) =>
        new(stated.Customer, fact.Currency, fact.Amount, PurchaseLines.Body(fact.Lines), fact.Redeemed, stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(PurchaseMade body) => body.Note;
}
