using System.Text.Json;

namespace CustomerTiering.Rules.Facts.Kinds;

internal sealed class ReferralKind() : KindDescription<Referral>(FactKind.Referral, "referral", "referred")
{
    public override string OtherCustomerMember => "referred";

    public override Fact Read(in FactFrame frame, FactFields fields) =>
        new Referral(frame.Id, frame.At, frame.Channel, fields.CustomerId("referred"));

    public override Fact ReadEntry(ref EntryReader reader, in FactFrame frame) =>
        new Referral(frame.Id, frame.At, frame.Channel, reader.Id()) { Recorded = frame.Recorded };

    protected override string OtherCustomer(Referral fact) => fact.Referred;

    protected override void WriteMembers(Utf8JsonWriter json, Referral fact) => json.WriteString("referred", fact.Referred);

    protected override void WriteEntry(EntryWriter writer, Referral fact) => writer.Id(fact.Referred);
}
