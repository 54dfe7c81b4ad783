using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>What an entry holds besides time, id and channel, by kind.</summary>
internal static class FactValues
{
    public static void Write(EntryWriter writer, Fact fact)
    {
        switch (fact)
        {
            case CustomerDescribed described:
                writer.Byte(described.Type is { } type ? (byte)(1 + (int)type) : (byte)0);
                writer.Whole((ulong)described.Attributes.Count);
                foreach (var (name, text) in described.Attributes)
                {
                    writer.Text(name);
                    writer.Text(text);
                }
                writer.Whole((ulong)described.Segments.Count);
                foreach (var segment in described.Segments) writer.Text(segment);
                writer.OptionalText(described.Group);
                break;
            case Purchase purchase:
                Amount(writer, purchase.Currency, purchase.Amount, purchase.Lines);
                writer.OptionalDecimal(purchase.Redeemed);
                break;
            case Return given:
                writer.OptionalId(given.Of);
                Amount(writer, given.Currency, given.Amount, given.Lines);
                break;
            case Cancellation cancellation: writer.Id(cancellation.Of); break;
            case Interaction interaction:
                writer.OptionalText(interaction.Direction);
                writer.OptionalText(interaction.Purpose);
                writer.OptionalText(interaction.Outcome);
                writer.OptionalDecimal(interaction.Minutes);
                break;
            case SurveyAsked asked: writer.Byte((byte)asked.Survey); break;
            case SurveyAnswered answer:
                writer.Byte((byte)answer.Survey);
                writer.Signed(answer.Score);
                writer.OptionalId(answer.Of);
                break;
            case ComplaintOpened complaint:
                writer.OptionalText(complaint.Category);
                writer.OptionalText(complaint.Priority);
                break;
            case ComplaintResolved resolved: writer.Id(resolved.Of); break;
            case ComplaintReopened reopened: writer.Id(reopened.Of); break;
            case Referral referral: writer.Id(referral.Referred); break;
            case Indicator indicator:
                writer.Text(indicator.Name);
                writer.Decimal(indicator.Value);
                writer.OptionalText(indicator.Unit);
                break;
            case Membership membership:
                writer.Text(membership.Segment);
                writer.Byte(membership.Entered ? (byte)1 : (byte)0);
                break;
            case StageMove move:
                writer.OptionalText(move.From);
                writer.Text(move.To);
                break;
            default: throw new ArgumentException($"No entry for a fact of kind {fact.Kind.Name()}.", nameof(fact));
        }
    }

    public static Fact Read(ref EntryReader reader, FactKind kind, string id, Instant at, string? channel)
    {
        switch (kind)
        {
            case FactKind.Customer: return Profile(ref reader, id, at, channel);
            case FactKind.Purchase:
                var (currency, amount, lines) = Amount(ref reader);
                return new Purchase(id, at, channel, currency, amount, lines, reader.OptionalDecimal());
            case FactKind.Return:
                var of = reader.OptionalId();
                var (givenCurrency, given, returned) = Amount(ref reader);
                return new Return(id, at, channel, of, givenCurrency, given, returned);
            case FactKind.Cancellation: return new Cancellation(id, at, channel, reader.Id());
            case FactKind.Interaction:
                return new Interaction(id, at, channel, reader.OptionalText(), reader.OptionalText(), reader.OptionalText(), reader.OptionalDecimal());
            case FactKind.SurveyAsked: return new SurveyAsked(id, at, channel, SurveyOf(reader.Byte()));
            case FactKind.Survey: return new SurveyAnswered(id, at, channel, SurveyOf(reader.Byte()), Score(reader.Signed()), reader.OptionalId());
            case FactKind.Complaint: return new ComplaintOpened(id, at, channel, reader.OptionalText(), reader.OptionalText());
            case FactKind.ComplaintResolved: return new ComplaintResolved(id, at, channel, reader.Id());
            case FactKind.ComplaintReopened: return new ComplaintReopened(id, at, channel, reader.Id());
            case FactKind.Referral: return new Referral(id, at, channel, reader.Id());
            case FactKind.Indicator: return new Indicator(id, at, channel, reader.Text(), reader.Decimal(), reader.OptionalText());
            case FactKind.Membership: return new Membership(id, at, reader.Text(), EntryOrLeaving(reader.Byte()));
            case FactKind.StageMove: return new StageMove(id, at, reader.OptionalText(), reader.Text());
            default: throw new FormatException($"No entry for a fact of kind {kind.Name()}.");
        }
    }

    private static CustomerDescribed Profile(ref EntryReader reader, string id, Instant at, string? channel)
    {
        CustomerType? type = reader.Byte() switch { 0 => null, 1 => CustomerType.Person, 2 => CustomerType.Company, _ => throw new FormatException("No such type.") };
        var attributes = new KeyValuePair<string, string>[reader.Count()];
        for (var i = 0; i < attributes.Length; i++) attributes[i] = new(reader.Text(), reader.Text());
        var segments = new string[reader.Count()];
        for (var i = 0; i < segments.Length; i++) segments[i] = reader.Text();
        return new(id, at, channel, type, [.. attributes], [.. segments], reader.OptionalText());
    }

    private static void Amount(EntryWriter writer, string currency, decimal amount, EquatableList<FactLine> lines)
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

    private static (string Currency, decimal Amount, EquatableList<FactLine> Lines) Amount(ref EntryReader reader)
    {
        var (currency, amount) = (reader.Text(), reader.Decimal());
        var lines = new FactLine[reader.Count()];
        for (var i = 0; i < lines.Length; i++)
            lines[i] = new(reader.OptionalText(), reader.OptionalText(), reader.Decimal(), reader.Decimal(), reader.OptionalDecimal());
        return (currency, amount, [.. lines]);
    }

    private static bool EntryOrLeaving(byte value) => value <= 1 ? value == 1 : throw new FormatException("Neither an entry nor a leaving.");

    private static int Score(long value) => value is >= 0 and <= 10 ? (int)value : throw new FormatException("No such score.");

    private static Survey SurveyOf(byte value) => value <= (byte)Survey.Ces ? (Survey)value : throw new FormatException("No such survey.");
}
