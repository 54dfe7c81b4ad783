using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>The shape of each kind of fact: its members, and how they become the fact.</summary>
internal static class FactShapes
{
    private static readonly string[] Common = ["kind", "customer", "id", "at", "channel", "note"];
    private static readonly Vocabulary<CustomerType> Types = new(("person", CustomerType.Person), ("company", CustomerType.Company));
    private static readonly Vocabulary<Survey> Surveys = new(("csat", Survey.Csat), ("nps", Survey.Nps), ("ces", Survey.Ces));
    private static readonly Vocabulary<bool> Directions = new(("in", true), ("out", false));

    /// <summary>The members that a fact of the kind may have.</summary>
    public static string[] Known(FactKind kind) => [.. Common, .. kind switch
    {
        FactKind.Customer => (string[])["name", "type", "attributes", "segments", "group"],
        FactKind.Purchase => ["currency", "lines", "amount", "redeemed"],
        FactKind.Return => ["of", "currency", "lines", "amount", "redeemed", "allowance"],
        FactKind.Cancellation or FactKind.Reinstatement or FactKind.ComplaintResolved or FactKind.ComplaintReopened => ["of"],
        FactKind.Interaction => ["direction", "purpose", "outcome", "minutes"],
        FactKind.SurveyAsked => ["survey"],
        FactKind.Survey => ["survey", "score", "of", "comment"],
        FactKind.Complaint => ["category", "priority"],
        FactKind.Referral => ["referred"],
        FactKind.Indicator => ["name", "value", "unit"],
        FactKind.Correction => ["of", "ofKind", "replaces"],
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    }];

    /// <summary>The fact that the members say; whatever is wrong with them has been refused. Not for corrections.</summary>
    public static Fact Read(FactKind kind, string id, Instant at, string? channel, FactFields fields)
    {
        switch (kind)
        {
            case FactKind.Customer:
                return new CustomerDescribed(id, at, channel, fields.Given("type")?.Word(Types), Attributes(fields), Segments(fields), fields.Text("group"));
            case FactKind.Purchase:
                var (amount, lines) = LineReader.Read(fields, allowDiscounts: true);
                return new Purchase(id, at, channel, fields.Currency(), amount, lines, NotNegative(fields, "redeemed"));
            case FactKind.Return:
                var (givenBack, returned) = LineReader.Read(fields, allowDiscounts: false);
                return new Return(
                    id, at, channel, fields.OptionalId("of"), fields.Currency(), givenBack, returned, NotNegative(fields, "redeemed"), fields.Flag("allowance"));
            case FactKind.Cancellation:
                return new Cancellation(id, at, channel, fields.Id("of"));
            case FactKind.Reinstatement:
                return new Reinstatement(id, at, channel, fields.Id("of"));
            case FactKind.Interaction:
                var inward = fields.Given("direction")?.Word(Directions);
                return new Interaction(
                    id, at, channel, inward is null ? null : inward.Value ? "in" : "out", fields.Text("purpose"), fields.Text("outcome"), NotNegative(fields, "minutes"));
            case FactKind.SurveyAsked:
                return new SurveyAsked(id, at, channel, fields.Word("survey", Surveys));
            case FactKind.Survey:
                return Answer(id, at, channel, fields);
            case FactKind.Complaint:
                return new ComplaintOpened(id, at, channel, fields.Text("category"), fields.Text("priority"));
            case FactKind.ComplaintResolved:
                return new ComplaintResolved(id, at, channel, fields.Id("of"));
            case FactKind.ComplaintReopened:
                return new ComplaintReopened(id, at, channel, fields.Id("of"));
            case FactKind.Referral:
                return new Referral(id, at, channel, fields.Id("referred"));
            case FactKind.Indicator:
                var value = fields.Required("value")?.Number(FactFields.LargestValue, 6) ?? 0;
                return new Indicator(id, at, channel, fields.RequiredText("name"), value, fields.Text("unit"));
            default:
                throw new ArgumentOutOfRangeException(nameof(kind));
        }
    }

    private static SurveyAnswered Answer(string id, Instant at, string? channel, FactFields fields)
    {
        var survey = fields.Required("survey")?.Word(Surveys);
        var (least, most) = survey switch { Survey.Csat => (1, 5), Survey.Ces => (1, 7), _ => (0, 10) };
        return new(id, at, channel, survey ?? default, fields.Required("score")?.Integer(least, most) ?? 0, fields.OptionalId("of"));
    }

    private static decimal? NotNegative(FactFields fields, string name) =>
        fields.Given(name) is { } cursor ? FactFields.NotNegative(cursor, FactFields.LargestValue, 6) : null;

    private static EquatableList<KeyValuePair<string, string>> Attributes(FactFields fields)
    {
        var texts = new SortedDictionary<string, string>(CodePointOrder.Instance);
        foreach (var (name, value) in fields.Given("attributes")?.Map() ?? [])
            if (value.CheckName(name) && Attribute(value) is { } text) texts[name] = text;
        return [.. texts];
    }

    private static string? Attribute(Cursor value) => value.Kind switch
    {
        System.Text.Json.JsonValueKind.True => "true",
        System.Text.Json.JsonValueKind.False => "false",
        System.Text.Json.JsonValueKind.Number => value.Number(FactFields.LargestValue, 6) is { } number ? PlainDecimal.Format(number) : null,
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
