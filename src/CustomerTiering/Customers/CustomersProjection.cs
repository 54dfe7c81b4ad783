using System.Globalization;
using System.Text.Json;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Persons;

namespace CustomerTiering.Customers;

/// <summary>
/// Every customer as stated so far. Names and external ids stay sealed as in the log. No plain-text copy is ever on disk, in a backup or in the
/// database's write-ahead log, and erasure has nothing to search for. In exchange, a search by name unseals the names that it scans
/// (<see cref="SearchCustomers"/>).
/// </summary>
public sealed class CustomersProjection() : Projection<CustomerState>(ProjectionName, "customer")
{
    public const string ProjectionName = "customers";

    public override IReadOnlySet<string> Types { get; } = new HashSet<string>
    {
        EventTypes.NameOf<CustomerRegistered>(), EventTypes.NameOf<CustomerDescribed>(), EventTypes.NameOf<CustomerDetailsCorrected>(),
        EventTypes.NameOf<CustomerAttributesSet>(), EventTypes.NameOf<GroupJoined>(), EventTypes.NameOf<GroupLeft>(),
        EventTypes.NameOf<CustomerMerged>(), EventTypes.NameOf<CustomersSeparated>(),
        EventTypes.NameOf<DuplicateDismissed>(),
        EventTypes.NameOf<FactCorrected>(),
    };

    public override IEnumerable<string> Keys(RecordedEvent recorded) =>
        recorded.Type != EventTypes.NameOf<FactCorrected>() || ((FactCorrected)EventSerializer.Read(recorded)).OfKind == "customer"
            ? [recorded.Subject!.Value.ToString("D", CultureInfo.InvariantCulture)]
            : [];

    public override CustomerState Apply(string key, CustomerState? view, RecordedEvent recorded) =>
        CustomerState.Apply(view, EventSerializer.Read(recorded), recorded);

    public override ReadOnlyMemory<byte> Write(CustomerState view) => JsonSerializer.SerializeToUtf8Bytes(view, EventJson.Options);

    public override CustomerState Read(ReadOnlyMemory<byte> stored) => JsonSerializer.Deserialize<CustomerState>(stored.Span, EventJson.Options)!;
}
