using System.Text.Json.Nodes;
using CustomerTiering.Facts.Kinds;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Customers;

/// <summary>A customer's profile, stated by a source or changed by an agent. Personal attributes are sealed, and no rule uses them.</summary>
internal sealed class ProfileFacts() : LoggedKind(
    FactKind.Customer,
    new EventType("CustomerDescribed", 1, typeof(CustomerDescribed), "name", "personalAttributes", "sourceId", "note"),
    new EventType("CustomerDetailsCorrected", 1, typeof(CustomerDetailsCorrected), "name"),
    new EventType("CustomerAttributesSet", 1, typeof(CustomerAttributesSet), "personalAttributes"),
    new EventType("GroupJoined", 1, typeof(GroupJoined)),
    new EventType("GroupLeft", 1, typeof(GroupLeft)))
{
    public override void Map(RouteGroupBuilder group) =>
        group.MapFact<DescribeCustomer>("/customers/facts", FactKind.Customer, "Record a customer's profile");

    public override StreamId Stream(Guid id, Guid customer) => FactStreams.Customer(customer);

    public override Fact Fact(in LoggedFrame frame, object body)
    {
        var profile = ProfileOf(body);
        var type = profile.Type switch { "person" => CustomerType.Person, "company" => CustomerType.Company, _ => (CustomerType?)null };
        return new CustomerDescription(
            frame.Id, frame.At, null, type, new([.. profile.Attributes.OrderBy(pair => pair.Key, Rules.Values.CodePointOrder.Instance)]),
            new([.. profile.Segments]),
            profile.Group)
        { Recorded = frame.Recorded };
    }

    public override object Body(in Stated stated)
    {
        var fact = (CustomerDescription)stated.Source.Fact!;
        var open = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var personal = new JsonObject();
        foreach (var (name, text) in fact.Attributes)
        {
            if (stated.PersonalAttributes.Contains(name)) personal[name] = text;
            else open[name] = text;
        }
        var type = fact.Type switch { CustomerType.Person => "person", CustomerType.Company => "company", _ => null };
        return new CustomerDescribed(
            new(type, open, [.. fact.Segments], fact.Group), Personal.Of(stated.Source.Personal.Name),
            personal.Count > 0 ? Personal.Of(personal) : null, stated.SourceId,
            stated.Note);
    }

    public override IEnumerable<KeyValuePair<string, Personal?>> Texts(object body) => body switch
    {
        CustomerDescribed described =>
            [new("name", described.Name), new("note", described.Note), new("personalAttributes", described.PersonalAttributes)],
        _ => [],
    };

    private static Profile ProfileOf(object body) => body switch
    {
        CustomerDescribed described => described.Profile,
        CustomerDetailsCorrected corrected => corrected.Profile,
        CustomerAttributesSet set => set.Profile,
        GroupJoined joined => joined.Profile,
        GroupLeft left => left.Profile,
        _ => throw new InvalidDataException($"{body.GetType().Name} says nothing of a customer."),
    };
}
