using System.Text.Json;
using CustomerTiering.Rules.Facts.Guards;

namespace CustomerTiering.Rules.Facts.Kinds;

internal sealed class PurchaseKind() : KindDescription<Purchase>(FactKind.Purchase, "purchase", "currency", "lines", "amount", "redeemed")
{
    public override FactGuard Guard { get; } = new PurchaseGuard();

    public override Fact Read(in FactFrame frame, FactFields fields)
    {
        var currency = fields.Currency();
        var (amount, lines) = LineReader.Read(fields, currency, allowDiscounts: true);
        return new Purchase(frame.Id, frame.At, frame.Channel, currency, amount, lines, fields.NotNegative("redeemed"));
    }

    public override Fact ReadEntry(ref EntryReader reader, in FactFrame frame)
    {
        var (currency, amount, lines) = AmountShape.ReadEntry(ref reader);
        return new Purchase(frame.Id, frame.At, frame.Channel, currency, amount, lines, reader.OptionalDecimal()) { Recorded = frame.Recorded };
    }

    protected override void WriteMembers(Utf8JsonWriter json, Purchase fact)
    {
        json.WriteString("currency", fact.Currency);
        AmountShape.WriteMembers(json, fact.Amount, fact.Lines);
        json.Optional("redeemed", fact.Redeemed);
    }

    protected override void WriteEntry(EntryWriter writer, Purchase fact)
    {
        AmountShape.WriteEntry(writer, fact.Currency, fact.Amount, fact.Lines);
        writer.OptionalDecimal(fact.Redeemed);
    }
}
