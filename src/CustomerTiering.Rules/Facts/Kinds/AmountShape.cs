using System.Text.Json;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Kinds;

/// <summary>The amount of a purchase or return in documents and entries: its lines or, without lines, the amount alone.</summary>
internal static class AmountShape
{
    public static void WriteMembers(Utf8JsonWriter json, decimal amount, EquatableList<FactLine> lines)
    {
        if (lines.Count == 0)
        {
            json.Optional("amount", amount);
            return;
        }
        json.WriteStartArray("lines");
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.Optional("product", line.Product);
            json.Optional("category", line.Category);
            json.Optional("quantity", line.Quantity);
            json.Optional("unitPrice", line.UnitPrice);
            json.Optional("unitCost", line.UnitCost);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void WriteEntry(EntryWriter writer, string currency, decimal amount, EquatableList<FactLine> lines)
    {
        writer.Text(currency);
        writer.Decimal(amount);
        writer.Whole((ulong)lines.Count);
        foreach (var line in lines)
        {
            writer.OptionalText(line.Product);
            writer.OptionalText(line.Category);
            writer.Decimal(line.Quantity);
            writer.Decimal(line.UnitPrice);
            writer.OptionalDecimal(line.UnitCost);
        }
    }

    public static (string Currency, decimal Amount, EquatableList<FactLine> Lines) ReadEntry(ref EntryReader reader)
    {
        var (currency, amount) = (reader.Text(), reader.Decimal());
        var lines = new FactLine[reader.Count()];
        for (var i = 0; i < lines.Length; i++)
            lines[i] = new(reader.OptionalText(), reader.OptionalText(), reader.Decimal(), reader.Decimal(), reader.OptionalDecimal());
        return (currency, amount, [.. lines]);
    }
}
