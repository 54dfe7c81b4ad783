using System.Text.Json;
using CustomerTiering.Customers;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Segments;

/// <summary>Every customer's segments, stated and computed, with their complete history. Key: <c>&lt;customer&gt;</c>.</summary>
public sealed class SegmentsProjection() : Projection<CustomerSegments>(ProjectionName, "customer_segments")
{
    public const string ProjectionName = "customer-segments";

    private static readonly string Corrected = EventTypes.NameOf<FactCorrected>();

    public override IReadOnlySet<string> Types { get; } = new HashSet<string>
    {
        EventTypes.NameOf<CustomerDescribed>(), EventTypes.NameOf<CustomerDetailsCorrected>(), EventTypes.NameOf<CustomerAttributesSet>(),
        EventTypes.NameOf<GroupJoined>(), EventTypes.NameOf<GroupLeft>(), Corrected, EventTypes.NameOf<SegmentEntered>(),
        EventTypes.NameOf<SegmentLeft>(),
    };

    public override IEnumerable<string> Keys(RecordedEvent recorded) =>
        recorded.Type != Corrected || FactEvents.Of(recorded) is Correction { Replacement: CustomerDescription }
            ? [recorded.Subject!.Value.ToString("D")] : [];

    public override CustomerSegments Apply(string key, CustomerSegments? view, RecordedEvent recorded)
    {
        view ??= CustomerSegments.None;
        return EventSerializer.Read(recorded) switch
        {
            SegmentEntered e => view.With(new SegmentChange(e.Segment, true, e.AsOf)),
            SegmentLeft e => view.With(new SegmentChange(e.Segment, false, e.AsOf)),
            _ => view.With(
                (CustomerDescription)(FactEvents.Of(recorded) switch { Correction correction => correction.Replacement, var fact => fact })),
        };
    }

    public override ReadOnlyMemory<byte> Write(CustomerSegments view) => JsonSerializer.SerializeToUtf8Bytes(view, EventJson.Options);

    public override CustomerSegments Read(ReadOnlyMemory<byte> stored) =>
        JsonSerializer.Deserialize<CustomerSegments>(stored.Span, EventJson.Options)!;
}
