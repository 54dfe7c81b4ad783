using System.Text.Json;

namespace CustomerTiering.Rules.Facts.Kinds;

internal sealed class ReturnKind() : KindDescription<Return>(FactKind.Return, "return", "of", "currency", "lines", "amount", "redeemed", "allowance")
{
    public override FactKind? RefersTo => FactKind.Purchase;

    public override Fact Read(in FactFrame frame, FactFields fields)
    {
        var (of, currency) = (fields.OptionalId("of"), fields.Currency());
        var (amount, lines) = LineReader.Read(fields, currency, allowDiscounts: false);
        return new Return(frame.Id, frame.At, frame.Channel, of, currency, amount, lines, fields.NotNegative("redeemed"), fields.Flag("allowance"));
    }

    public override Fact ReadEntry(ref EntryReader reader, in FactFrame frame)
    {
        var of = reader.OptionalId();
        var (currency, amount, lines) = AmountShape.ReadEntry(ref reader);
        return new Return(frame.Id, frame.At, frame.Channel, of, currency, amount, lines, reader.OptionalDecimal(), reader.Flag())
        { Recorded = frame.Recorded };
    }

    protected override string? Reference(Return fact) => fact.Of;

    protected override void WriteMembers(Utf8JsonWriter json, Return fact)
    {
        json.Optional("of", fact.Of);
        json.WriteString("currency", fact.Currency);
        AmountShape.WriteMembers(json, fact.Amount, fact.Lines);
        json.Optional("redeemed", fact.Redeemed);
        if (fact.Allowance) json.WriteBoolean("allowance", true);
    }

    protected override void WriteEntry(EntryWriter writer, Return fact)
    {
        writer.OptionalId(fact.Of);
        AmountShape.WriteEntry(writer, fact.Currency, fact.Amount, fact.Lines);
        writer.OptionalDecimal(fact.Redeemed);
        writer.Flag(fact.Allowance);
    }
}
