using CustomerTiering.Facts.Kinds;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Activity;

/// <summary>Records that the customer referred another. Only the first referral of a customer counts; self-referrals don't.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact.</param>
/// <param name="At">RFC 3339 with offset.</param>
/// <param name="Referred">The external id of the new customer.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text, stored as personal data.</param>
public sealed record RecordReferral(
    string Customer, string Id, DateTimeOffset At, string Referred, string? Channel, string? Note);

/// <summary>The customer referred another. Only the first referral of a customer counts, and none of oneself.</summary>
public sealed record CustomerReferred(Guid Customer, Guid Referred, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>Referrals.</summary>
internal sealed class ReferralFacts() : LoggedKind<Referral, CustomerReferred>(
    FactKind.Referral, new("CustomerReferred", 1, typeof(CustomerReferred), "sourceId", "note"))
{
    public override void Map(RouteGroupBuilder group) => group.MapFact<RecordReferral>("/referrals", FactKind.Referral, "Record a referral");

    protected override Fact Fact(in LoggedFrame frame, CustomerReferred body) =>
        new Referral(frame.Id, frame.At, body.Channel, Text(body.Referred)) { Recorded = frame.Recorded };

    protected override CustomerReferred Body(in Stated stated, Referral fact) =>
        new(stated.Customer, stated.Other!.Value, stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(CustomerReferred body) => body.Note;
}
