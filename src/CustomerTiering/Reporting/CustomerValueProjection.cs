using System.Text.Json;
using CustomerTiering.Activity;
using CustomerTiering.Customers;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Facts;

namespace CustomerTiering.Reporting;

/// <summary>What every purchase came to, and whose it was.</summary>
public sealed class CustomerValueProjection() : Projection<PurchaseValue>(ProjectionName, "customer_value")
{
    public const string ProjectionName = "customer-value";

    private static readonly string Registered = EventTypes.NameOf<CustomerRegistered>();
    private static readonly string Corrected = EventTypes.NameOf<FactCorrected>();

    public override IReadOnlySet<string> Types { get; } = new HashSet<string>
    {
        Registered, Corrected, EventTypes.NameOf<PurchaseMade>(), EventTypes.NameOf<PurchaseReturned>(), EventTypes.NameOf<PurchaseCancelled>(),
    };

    public override IEnumerable<string> Keys(RecordedEvent recorded)
    {
        var customer = recorded.Subject!.Value.ToString("D");
        if (recorded.Type == Registered) return [customer];
        return recorded.Type != Corrected || ((FactCorrected)EventSerializer.Read(recorded)).OfKind is "purchase" or "return" or "cancellation"
            ? [$"{customer}/{PurchaseOf(recorded)}"]
            : [];
    }

    public override PurchaseValue Apply(string key, PurchaseValue? view, RecordedEvent recorded) => EventSerializer.Read(recorded) switch
    {
        CustomerRegistered registered => new(registered.ExternalId.Sealed, recorded.Id),
        var body => (view ?? new()).With(FactEvents.Of(recorded.Id, Rules.Values.Instant.Of(recorded.Effective), body), recorded.Id),
    };

    public override ReadOnlyMemory<byte> Write(PurchaseValue view) => JsonSerializer.SerializeToUtf8Bytes(view, EventJson.Options);

    public override PurchaseValue Read(ReadOnlyMemory<byte> stored) => JsonSerializer.Deserialize<PurchaseValue>(stored.Span, EventJson.Options)!;

    public override int Size(PurchaseValue view) => 256 + (64 * (view.Given?.Count ?? 0));

    // purchase/<id> for a purchase and whatever becomes of it; correction/<id> for a return without one, which is itself in activity/<customer>.
    private static string PurchaseOf(RecordedEvent recorded) => recorded.Stream.Value.StartsWith("activity/", StringComparison.Ordinal)
        ? recorded.Id.ToString("D")
        : recorded.Stream.Value[(recorded.Stream.Value.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
