using System.Text.Json;

namespace CustomerTiering.Rules.Facts.Kinds;

internal sealed class IndicatorKind() : KindDescription<Indicator>(FactKind.Indicator, "indicator", "name", "value", "unit")
{
    public override Fact Read(in FactFrame frame, FactFields fields)
    {
        var value = fields.Required("value")?.Number(FactFields.LargestValue, 6) ?? 0;
        return new Indicator(frame.Id, frame.At, frame.Channel, fields.RequiredText("name"), value, fields.Text("unit"));
    }

    public override Fact ReadEntry(ref EntryReader reader, in FactFrame frame) =>
        new Indicator(frame.Id, frame.At, frame.Channel, reader.Text(), reader.Decimal(), reader.OptionalText()) { Recorded = frame.Recorded };

    protected override void WriteMembers(Utf8JsonWriter json, Indicator fact)
    {
        json.WriteString("name", fact.Name);
        json.Optional("value", fact.Value);
        json.Optional("unit", fact.Unit);
    }

    protected override void WriteEntry(EntryWriter writer, Indicator fact)
    {
        writer.Text(fact.Name);
        writer.Decimal(fact.Value);
        writer.OptionalText(fact.Unit);
    }
}
