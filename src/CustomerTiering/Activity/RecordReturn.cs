using CustomerTiering.Facts.Kinds;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Activity;

/// <summary>Records returned goods or money. It reduces spend on the day of the purchase, and is known from its own day on.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">RFC 3339 with offset.</param>
/// <param name="Of">The source's id of the purchase, if known. The return then can't exceed the remaining amount or quantity of each product.</param>
/// <param name="Currency">ISO 4217 code; the same as the purchase's.</param>
/// <param name="Lines">The returned items.</param>
/// <param name="Amount">The returned amount, if there are no lines.</param>
/// <param name="Redeemed">The part returned in points or vouchers.</param>
/// <param name="Allowance">If true, goodwill or a partial refund: the customer keeps the goods.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text, stored as personal data.</param>
public sealed record RecordReturn(
    string Customer, string Id, DateTimeOffset At, string? Of, string Currency, IReadOnlyList<PurchaseLine>? Lines, decimal? Amount,
    decimal? Redeemed,
    bool? Allowance, string? Channel, string? Note);

/// <summary>
/// A return. It reduces purchases on the day of the purchase, and is known from its own day on. <paramref name="Purchase"/> is the fact id of the
/// purchase, if known; <paramref name="Redeemed"/> the points or vouchers given back. With <paramref name="Allowance"/> the customer keeps the goods.
/// </summary>
public sealed record PurchaseReturned(
    Guid Customer, Guid? Purchase, string Currency, decimal Amount, IReadOnlyList<PurchaseLine>? Lines, decimal? Redeemed, bool Allowance,
    string? Channel,
    Personal? SourceId, Personal? Note);

/// <summary>Returns, stored in the stream of the purchase if it is known.</summary>
internal sealed class ReturnFacts() : LoggedKind<Return, PurchaseReturned>(
    FactKind.Return, new("PurchaseReturned", 1, typeof(PurchaseReturned), "sourceId", "note"))
{
    public override void Map(RouteGroupBuilder group) => group.MapFact<RecordReturn>("/returns", FactKind.Return, "Record a return");

    protected override Fact Fact(in LoggedFrame frame, PurchaseReturned body) =>
        new Return(frame.Id, frame.At, body.Channel, Text(body.Purchase), body.Currency, body.Amount, PurchaseLines.Fact(body.Lines), body.Redeemed,
            body.Allowance)
        { Recorded = frame.Recorded };

    protected override PurchaseReturned Body(in Stated stated, Return fact) =>
        new(
            stated.Customer, stated.Reference, fact.Currency, fact.Amount, PurchaseLines.Body(fact.Lines), fact.Redeemed, fact.Allowance,
            stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(PurchaseReturned body) => body.Note;
}
