using System.Buffers;
using System.Text.Json;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>Writes facts in the shapes in which <see cref="FactReader"/> reads them; numbers as texts, so that nobody reads them through floating point.</summary>
public static class FactWriter
{
    /// <summary>The fact as one JSON object in UTF-8, which reads back as an equal fact.</summary>
    public static byte[] Write(SourceFact source)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", source.Kind.Name());
            json.WriteString("customer", source.Customer);
            json.WriteString("id", source.Id);
            json.WriteString("at", source.At.ToString());
            Text(json, "channel", source.Channel);
            Text(json, "name", source.Personal.Name);
            Text(json, "note", source.Personal.Note);
            Text(json, "comment", source.Personal.Comment);
            if (source.Correction is { } correction) Correction(json, correction);
            else Members(json, source.Fact!);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void Members(Utf8JsonWriter json, Fact fact)
    {
        switch (fact)
        {
            case CustomerDescribed described:
                Profile(json, described);
                break;
            case Purchase purchase:
                json.WriteString("currency", purchase.Currency);
                Amount(json, purchase.Amount, purchase.Lines);
                Number(json, "redeemed", purchase.Redeemed);
                break;
            case Return given:
                Text(json, "of", given.Of);
                json.WriteString("currency", given.Currency);
                Amount(json, given.Amount, given.Lines);
                break;
            case Cancellation cancellation:
                json.WriteString("of", cancellation.Of);
                break;
            case Interaction interaction:
                Text(json, "direction", interaction.Direction);
                Text(json, "purpose", interaction.Purpose);
                Text(json, "outcome", interaction.Outcome);
                Number(json, "minutes", interaction.Minutes);
                break;
            case SurveyAsked asked:
                json.WriteString("survey", Name(asked.Survey));
                break;
            case SurveyAnswered answer:
                json.WriteString("survey", Name(answer.Survey));
                json.WriteNumber("score", answer.Score);
                Text(json, "of", answer.Of);
                break;
            case ComplaintOpened complaint:
                Text(json, "category", complaint.Category);
                Text(json, "priority", complaint.Priority);
                break;
            case ComplaintResolved resolved:
                json.WriteString("of", resolved.Of);
                break;
            case ComplaintReopened reopened:
                json.WriteString("of", reopened.Of);
                break;
            case Referral referral:
                json.WriteString("referred", referral.Referred);
                break;
            case Indicator indicator:
                json.WriteString("name", indicator.Name);
                Number(json, "value", indicator.Value);
                Text(json, "unit", indicator.Unit);
                break;
            case Membership membership:
                json.WriteString("segment", membership.Segment);
                json.WriteBoolean("entered", membership.Entered);
                break;
            case StageMove move:
                Text(json, "from", move.From);
                json.WriteString("to", move.To);
                break;
            default:
                throw new ArgumentException($"No shape for a fact of kind {fact.Kind.Name()}.", nameof(fact));
        }
    }

    private static void Profile(Utf8JsonWriter json, CustomerDescribed described)
    {
        Text(json, "type", described.Type switch { CustomerType.Person => "person", CustomerType.Company => "company", _ => null });
        json.WriteStartObject("attributes");
        foreach (var (name, text) in described.Attributes) json.WriteString(name, text);
        json.WriteEndObject();
        json.WriteStartArray("segments");
        foreach (var segment in described.Segments) json.WriteStringValue(segment);
        json.WriteEndArray();
        Text(json, "group", described.Group);
    }

    private static void Amount(Utf8JsonWriter json, decimal amount, EquatableList<FactLine> lines)
    {
        if (lines.Count == 0)
        {
            Number(json, "amount", amount);
            return;
        }
        json.WriteStartArray("lines");
        foreach (var line in lines)
        {
            json.WriteStartObject();
            Text(json, "product", line.Product);
            Text(json, "category", line.Category);
            Number(json, "quantity", line.Quantity);
            Number(json, "unitPrice", line.UnitPrice);
            Number(json, "unitCost", line.UnitCost);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Correction(Utf8JsonWriter json, CorrectionRequest correction)
    {
        json.WriteString("of", correction.Of);
        json.WriteString("ofKind", correction.OfKind.Name());
        json.WritePropertyName("replaces");
        json.WriteRawValue(correction.Replaces);
    }

    private static string Name(Survey survey) => survey switch { Survey.Csat => "csat", Survey.Nps => "nps", _ => "ces" };

    private static void Text(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null) json.WriteString(name, text);
    }

    private static void Number(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number) json.WriteString(name, PlainDecimal.Format(number));
    }
}
