using System.Security.Cryptography;
using CustomerTiering.Access;
using CustomerTiering.Customers;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Persons;
using CustomerTiering.Persons;
using CustomerTiering.Tests.Events;

namespace CustomerTiering.Tests.Customers;

public sealed class CustomerStateTests
{
    private static readonly TenantId Tenant = new(new("00000000-0000-4000-8000-00000000000a"));
    private static readonly Guid Customer = new("00000000-0000-4000-8000-00000000000b");
    private static readonly RandomNumberGenerator Random = RandomNumberGenerator.Create();
    private static readonly DataKey Key = DataKey.Create($"{Customer:D}#1", Random);

    private CustomerState? _state;
    private int _version;

    [Fact]
    public void What_holds_is_what_was_stated_for_the_latest_time_not_what_arrived_last()
    {
        Given(new CustomerRegistered(Personal.Of("C-1")!), day: 1);
        Given(new CustomerDescribed(Profile("South"), Personal.Of("Anna"), null, null, null), day: 20);
        Given(new CustomerDescribed(Profile("North"), Personal.Of("Ana"), null, null, null), day: 10);
        Assert.Equal("South", _state!.Profile.Group);
        Assert.Equal("Anna", _state.Name!.OpenText(Tenant, Key));
        Assert.Equal(3, _state.Version);
    }

    [Fact]
    public void A_statement_without_a_name_leaves_the_name_and_takes_personal_attributes_away()
    {
        Given(new CustomerRegistered(Personal.Of("C-1")!), day: 1);
        Given(new CustomerDescribed(Profile("South"), Personal.Of("Anna"), Personal.Of([new("phone", "079")]), null, null), day: 2);
        Given(new GroupJoined(Profile("North"), "North"), day: 3);
        Assert.NotNull(_state!.Personal);
        Given(new CustomerDescribed(Profile("East"), null, null, null, null), day: 4);
        Assert.Equal("Anna", _state!.Name!.OpenText(Tenant, Key));
        Assert.Null(_state.Personal);
    }

    [Fact]
    public void What_is_personal_is_read_by_those_who_may_until_its_key_is_destroyed()
    {
        var recorded = Given(new CustomerRegistered(Personal.Of("C-1")!), day: 1);
        Assert.Equal("C-1", Shown(Roles.Reviewer, recorded, Key));
        Assert.Equal(ReadableEvents.Sealed, Shown(Roles.Operator, recorded, Key));
        Assert.Equal(ReadableEvents.Erased, Shown(Roles.Reviewer, recorded, null));
        Assert.Equal(ReadableEvents.NotVerifiable, Shown(Roles.Reviewer, recorded, DataKey.Create($"{Customer:D}#1", Random)));
    }

    private static string? Shown(string role, RecordedEvent recorded, DataKey? key) =>
        (string?)ReadableEvents.Readable(new(Tenant, "somebody", new HashSet<string> { role }), recorded, key).Data["externalId"];

    private static Profile Profile(string group) => new("person", new Dictionary<string, string>(), [], group);

    private RecordedEvent Given(object body, int day)
    {
        var stream = new StreamId($"customer/{Customer:D}");
        var at = new DateTimeOffset(2026, 1, day, 0, 0, 0, TimeSpan.Zero);
        var written = new EventSerializer(Random).Write(Tenant, stream, body, new(new Guid(++_version, 0, 0, new byte[8]), at, Customer, Key));
        var recorded = Recorded.Event(_version, stream, "anna", EventTypes.Of(body), written.Data.Span, written.Id, Customer, at);
        _state = CustomerState.Apply(_state, EventSerializer.Read(recorded), recorded);
        return recorded;
    }
}
