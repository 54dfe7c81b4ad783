using System.Text.Json.Nodes;
using CustomerTiering.Customers;
using CustomerTiering.EventLog;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts.Kinds;

/// <summary>What holds of a customer: stated by a source, or changed by an agent. Personal attributes are sealed, and no rule looks at them.</summary>
internal sealed class ProfileFacts() : LoggedKind(
    FactKind.Customer, typeof(Customers.CustomerDescribed), typeof(CustomerDetailsCorrected), typeof(CustomerAttributesSet), typeof(GroupJoined), typeof(GroupLeft))
{
    internal override StreamId Stream(Guid id, Guid customer) => FactStreams.Customer(customer);

    internal override Fact Fact(in LoggedFrame frame, object body)
    {
        var profile = ProfileOf(body);
        var type = profile.Type switch { "person" => CustomerType.Person, "company" => CustomerType.Company, _ => (CustomerType?)null };
        return new Rules.Facts.CustomerDescribed(
            frame.Id, frame.At, null, type, new([.. profile.Attributes.OrderBy(pair => pair.Key, Rules.Values.CodePointOrder.Instance)]), new([.. profile.Segments]),
            profile.Group)
        { Recorded = frame.Recorded };
    }

    internal override object Body(in Stated stated)
    {
        var fact = (Rules.Facts.CustomerDescribed)stated.Source.Fact!;
        var open = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var personal = new JsonObject();
        foreach (var (name, text) in fact.Attributes)
        {
            if (stated.PersonalAttributes.Contains(name)) personal[name] = text;
            else open[name] = text;
        }
        var type = fact.Type switch { CustomerType.Person => "person", CustomerType.Company => "company", _ => null };
        return new Customers.CustomerDescribed(
            new(type, open, [.. fact.Segments], fact.Group), Personal.Of(stated.Source.Personal.Name), personal.Count > 0 ? Personal.Of(personal) : null, stated.SourceId,
            stated.Note);
    }

    internal override IEnumerable<KeyValuePair<string, Personal?>> Texts(object body) => body switch
    {
        Customers.CustomerDescribed described => [new("name", described.Name), new("note", described.Note), new("personalAttributes", described.PersonalAttributes)],
        _ => [],
    };

    private static Profile ProfileOf(object body) => body switch
    {
        Customers.CustomerDescribed described => described.Profile,
        CustomerDetailsCorrected corrected => corrected.Profile,
        CustomerAttributesSet set => set.Profile,
        GroupJoined joined => joined.Profile,
        GroupLeft left => left.Profile,
        _ => throw new InvalidDataException($"{body.GetType().Name} says nothing of a customer."),
    };
}
