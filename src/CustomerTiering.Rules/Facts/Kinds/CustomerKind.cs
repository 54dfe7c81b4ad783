using System.Text.Json;
using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Kinds;

internal sealed class CustomerKind() : KindDescription<CustomerDescription>(
    FactKind.Customer, "customer", "name", "type", "attributes", "segments", "group")
{
    private static readonly Vocabulary<CustomerType> Types = new(("person", CustomerType.Person), ("company", CustomerType.Company));

    public override bool NamesItself => true;

    public override bool Happens => false;

    public override PersonalTexts Texts(FactFields fields) => new(fields.Personal("name"), fields.Personal("note"));

    public override Fact Read(in FactFrame frame, FactFields fields) => new CustomerDescription(
        frame.Id, frame.At, frame.Channel, fields.Given("type")?.Word(Types), Attributes(fields), Segments(fields), fields.Text("group"));

    public override Fact ReadEntry(ref EntryReader reader, in FactFrame frame)
    {
        CustomerType? type =
            reader.Byte() switch { 0 => null, 1 => CustomerType.Person, 2 => CustomerType.Company, _ => throw new FormatException("No such type.") };
        var attributes = new KeyValuePair<string, string>[reader.Count()];
        for (var i = 0; i < attributes.Length; i++) attributes[i] = new(reader.Text(), reader.Text());
        var segments = new string[reader.Count()];
        for (var i = 0; i < segments.Length; i++) segments[i] = reader.Text();
        return new CustomerDescription(frame.Id, frame.At, frame.Channel, type, [.. attributes], [.. segments], reader.OptionalText())
        { Recorded = frame.Recorded };
    }

    protected override void WriteMembers(Utf8JsonWriter json, CustomerDescription fact)
    {
        json.Optional("type", fact.Type switch { CustomerType.Person => "person", CustomerType.Company => "company", _ => null });
        json.WriteStartObject("attributes");
        foreach (var (name, text) in fact.Attributes) json.WriteString(name, text);
        json.WriteEndObject();
        json.WriteStartArray("segments");
        foreach (var segment in fact.Segments) json.WriteStringValue(segment);
        json.WriteEndArray();
        json.Optional("group", fact.Group);
    }

    protected override void WriteEntry(EntryWriter writer, CustomerDescription fact)
    {
        writer.Byte(fact.Type is { } type ? (byte)(1 + (int)type) : (byte)0);
        writer.Whole((ulong)fact.Attributes.Count);
        foreach (var (name, text) in fact.Attributes)
        {
            writer.Text(name);
            writer.Text(text);
        }
        writer.Whole((ulong)fact.Segments.Count);
        foreach (var segment in fact.Segments) writer.Text(segment);
        writer.OptionalText(fact.Group);
    }

    private static EquatableList<KeyValuePair<string, string>> Attributes(FactFields fields)
    {
        var texts = new SortedDictionary<string, string>(CodePointOrder.Instance);
        foreach (var (name, value) in fields.Given("attributes")?.Map() ?? [])
            if (value.CheckName(name) && Attribute(value) is { } text) texts[name] = text;
        return [.. texts];
    }

    private static string? Attribute(Cursor value) => value.Kind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.Number(FactFields.LargestValue, 6) is { } number ? PlainDecimal.Format(number) : null,
        _ => value.Text(),
    };

    private static EquatableList<string> Segments(FactFields fields)
    {
        var names = new SortedSet<string>(CodePointOrder.Instance);
        foreach (var item in fields.Given("segments")?.Items() ?? [])
            if (item.Name() is { } name) names.Add(name);
        return [.. names];
    }
}
