using CustomerTiering.Activity;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts.Kinds;

/// <summary>A referral.</summary>
internal sealed class ReferralFacts() : LoggedKind<Referral, CustomerReferred>(FactKind.Referral)
{
    protected override Fact Fact(in LoggedFrame frame, CustomerReferred body) =>
        new Referral(frame.Id, frame.At, body.Channel, Text(body.Referred)) { Recorded = frame.Recorded };

    protected override CustomerReferred Body(in Stated stated, Referral fact) =>
        new(stated.Customer, stated.Other!.Value, stated.Channel, stated.SourceId, stated.Note);

    protected override Personal? Note(CustomerReferred body) => body.Note;
}
